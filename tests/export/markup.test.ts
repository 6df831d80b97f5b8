/** What is put into markup is text. */

import { escapedMarkup, jsonMarkup, Markup, markup } from '../../src/export/markup';

test('values are escaped, markup is not, numbers are rounded', () => {
  const inner = markup`<b>${'1 < 2 & "3" > \'2\''}</b>`;
  const list = [new Markup('<i/>'), new Markup('<u/>')];
  expect(markup`<a x="${'"><script>'}" y="${1.26}">${inner}${list}</a>`.text).toBe(
    '<a x="&quot;&gt;&lt;script&gt;" y="1.3"><b>1 &lt; 2 &amp; &quot;3&quot; &gt; &#39;2&#39;</b><i/><u/></a>',
  );
});

test('what XML cannot hold, or a reader be led astray by, is a symbol', () => {
  expect(escapedMarkup('a\0b\x1b[31m\x7f\u202e\ufffe\uffff\ud800€😀')).toBe('a␀b␛[31m␡\ufffd\ufffd\ufffd\ufffd€😀');
});

test('JSON does not end its script, and is what it was when it is read', () => {
  const value = { '</script>': '<!--<script> \u2028 \0 ]]>' };
  expect(jsonMarkup(value).text).not.toMatch(/[<\u2028\0]/);
  expect(JSON.parse(jsonMarkup(value).text)).toEqual(value);
});
