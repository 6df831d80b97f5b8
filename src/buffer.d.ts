/** Node has these since 0.x and uses them itself; its type definitions leave them out. Faster than toString(enc). */
interface Buffer {
  latin1Slice(start?: number, end?: number): string;
  utf8Slice(start?: number, end?: number): string;
}
