/**
 * The script of a page with ladders: choosing an arrow shows what it is. It writes text only as text, and asks for
 * nothing from elsewhere. Plain JavaScript, as browsers read it.
 */
export const PAGE_SCRIPT = `
'use strict';
(() => {
  const SVG = 'http://www.w3.org/2000/svg';
  const aside = document.querySelector('aside');
  if (!aside) return;
  const shown = document.getElementById('shown');
  const rows = [...document.querySelectorAll('.row')];
  const read = new Map();
  let chosen = null;

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const drawn = (name, attributes, text) => {
    const made = document.createElementNS(SVG, name);
    for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const detailOf = (row) => {
    const call = row.closest('.call');
    if (!read.has(call)) read.set(call, JSON.parse(call.querySelector('.details').textContent));
    return read.get(call)[row.dataset.detail] ?? null;
  };

  const list = (pairs) => {
    const made = element('dl');
    for (const [name, text, kind] of pairs) made.append(element('dt', name), element('dd', text, kind));
    return made;
  };

  const number = (value) => String(Math.round(value * 10) / 10);

  const plot = (fact, slotSeconds) => {
    const figure = element('figure');
    const caption = element('figcaption');
    caption.append(element('b', fact.name), element('span', fact.text));
    const [width, height, left] = [440, 70, 38];
    const floor = height - 14;
    const wide = (width - left) / fact.values.length;
    const label = fact.name + ': ' + fact.text;
    const image = drawn('svg', { class: 'plot', viewBox: '0 0 ' + width + ' ' + height, role: 'img', 'aria-label': label });
    for (const [index, value] of fact.values.entries()) {
      const tall = value > 0 ? Math.max(1.5, (value / fact.most) * (floor - 6)) : 0;
      const bar = drawn('rect', {
        class: fact.name === 'loss' ? 'bar bad' : 'bar',
        x: left + index * wide, y: floor - tall, width: Math.max(0.5, wide - 1), height: tall,
      });
      const from = index * slotSeconds;
      bar.append(drawn('title', {}, from + ' to ' + (from + slotSeconds) + ' s: ' + number(value)));
      image.append(bar);
    }
    image.append(
      drawn('line', { class: 'axis', x1: left, x2: width, y1: floor + 0.5, y2: floor + 0.5 }),
      drawn('text', { x: left - 5, y: 12, 'text-anchor': 'end' }, number(fact.most)),
      drawn('text', { x: left - 5, y: floor, 'text-anchor': 'end' }, '0'),
      drawn('text', { x: left, y: height - 2 }, '0 s'),
      drawn('text', { x: width, y: height - 2, 'text-anchor': 'end' }, fact.values.length * slotSeconds + ' s'),
    );
    figure.append(caption, image);
    return figure;
  };

  const facts = ({ facts: all, slotSeconds }) => {
    const made = [];
    let pairs = [];
    const flush = () => {
      if (pairs.length > 0) made.push(list(pairs));
      pairs = [];
    };
    if (all.length > 0 && all[0].kind !== 'heading') made.push(element('h3', 'Figures'));
    for (const fact of all) {
      if (fact.kind === 'fact') pairs.push([fact.name, fact.text, fact.bad ? 'bad' : '']);
      else {
        flush();
        made.push(fact.kind === 'heading' ? element('h3', fact.text) : plot(fact, slotSeconds));
      }
    }
    flush();
    return made;
  };

  const text = ({ head, body }) => {
    const made = element('pre');
    for (const [index, line] of head.entries()) {
      const colon = line.indexOf(':');
      if (index === 0) made.append(element('span', line, 'start'));
      else if (colon > 0 && /^[^\\s:]+\\s*$/.test(line.slice(0, colon))) {
        made.append(element('span', line.slice(0, colon), 'field'), line.slice(colon));
      } else made.append(line);
      made.append('\\n');
    }
    made.append(body.join('\\n'));
    return made;
  };

  const show = (row) => {
    const detail = detailOf(row);
    shown.replaceChildren();
    aside.classList.remove('empty');
    aside.scrollTop = 0;
    if (detail === null) return shown.append(element('p', 'This was not kept any more when the page was made.', 'hint'));
    shown.append(element('h2', detail.title), list(detail.about));
    if (detail.problems.length > 0) {
      const problems = element('ul', undefined, 'problems');
      for (const problem of detail.problems) problems.append(element('li', problem));
      shown.append(problems);
    }
    shown.append(...facts(detail));
    if (detail.head.length > 0) shown.append(text(detail));
  };

  const choose = (row, focus) => {
    if (chosen !== null) chosen.setAttribute('aria-selected', 'false');
    chosen = row;
    row.setAttribute('aria-selected', 'true');
    for (const other of row.parentNode.querySelectorAll('.row[tabindex="0"]')) other.setAttribute('tabindex', '-1');
    row.setAttribute('tabindex', '0');
    show(row);
    if (focus) row.focus();
    // On a narrow screen the message lies over the ladder.
    if (getComputedStyle(aside).position !== 'fixed') return;
    const hidden = row.getBoundingClientRect().bottom - aside.getBoundingClientRect().top;
    if (hidden > 0) scrollBy(0, hidden + 8);
  };

  const prove = (proof) => {
    const call = proof.closest('.call');
    const row = [...call.querySelectorAll('.row')].find((one) => one.dataset.detail === proof.dataset.proof);
    if (row) choose(row, true);
  };

  const close = () => {
    aside.classList.add('empty');
    if (chosen !== null) chosen.focus();
  };

  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

  document.addEventListener('click', (event) => {
    const row = event.target.closest('.row');
    if (row !== null) choose(row, true);
    else if (event.target.closest('.close') !== null) close();
    else if (event.target.closest('.proof') !== null) prove(event.target.closest('.proof'));
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') return close();
    const row = event.target.closest('.row') ?? (event.target === document.body ? chosen ?? rows[0] : null);
    if (!row) return;
    if (event.key === 'Enter' || event.key === ' ') {
      choose(row, true);
      aside.focus();
    } else if (event.key in steps) {
      const here = rows.indexOf(row);
      const from = chosen === null && event.target === document.body ? here - Math.sign(steps[event.key]) : here;
      choose(rows[Math.min(rows.length - 1, Math.max(0, from + steps[event.key]))], true);
    } else return;
    event.preventDefault();
  });
  if (rows.length > 0 && matchMedia('(min-width: 60.01rem)').matches) choose(rows[0], false);
})();
`;
