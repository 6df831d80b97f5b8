/** What the numbers of responses say, where rules ask by column. RFC 3261 section 21. */

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Credentials are asked for. */
export function isChallenge(status: number): boolean {
  return status === 401 || status === 407;
}
