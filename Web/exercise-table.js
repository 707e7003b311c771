// What a run of an exercise shows: start, work and their difference, with intervals and a word for the direction.

import { make } from './dom.js'
import { markBadge } from './page-view.js'
import { fixedText, pick, say, signedText } from './words.js'

/** The direction of a difference `[estimate, low, high]`; null where one replication has no interval. */
export function direction([estimate, low, high]) {
  if (Number.isNaN(low)) return null
  if (estimate === 0 && low === 0 && high === 0) return 'same'
  return low > 0 ? 'higher' : high < 0 ? 'lower' : 'cannot tell'
}

/** The table of an outcome of the engine; `work` tells in words what the student set. */
export function resultTable(exercise, { table }, work) {
  const hasIntervals = table.some(({ work: [, low] }) => !Number.isNaN(low))
  return make('div', { class: 'table some run-table' },
    make('table', { role: 'table' },
      make('caption', { id: 'result-head', tabindex: '-1' }, say('run-caption', { base: baseName(exercise), work: work || say('as-at-start') })),
      make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, [say('outcome'), baseName(exercise), say('your-work'), say('difference'), say('verdict')].map((head, index) =>
        make('th', { scope: 'col', role: 'columnheader', class: index > 0 && index < 4 ? 'number' : null }, head)))),
      make('tbody', { role: 'rowgroup' }, exercise.table.map((row, index) => rowView(row, table[index], baseName(exercise))))),
    make('p', { class: 'note' }, say(hasIntervals ? 'run-note' : 'run-note-one')))
}

/** What the work is compared with. */
function baseName(exercise) {
  return exercise.against ? pick(exercise.against.title) : say('at-start')
}

function rowView(row, { start, work, difference }, base) {
  const cells = [[base, start, fixedText], [say('your-work'), work, fixedText], [say('difference'), difference, signed]]
  const verdict = direction(difference)
  return make('tr', { role: 'row' },
    make('th', { scope: 'row', role: 'rowheader' }, pick(row.title), make('span', { class: 'note' }, pick(row.unit))),
    cells.map(([head, value, text]) => make('td', { role: 'cell', class: 'number', 'data-head': head }, cellView(value, row, text))),
    make('td', { role: 'cell', 'data-head': say('verdict') },
      make('span', { class: 'cell' }, verdict === null ? say('no-verdict') : markBadge(verdict))))
}

/** A difference with its sign, unless it is shown as zero. */
function signed(number, digits) {
  return Number(number.toFixed(digits)) === 0 ? fixedText(0, digits) : signedText(number, digits)
}

function cellView([estimate, low, high], { factor, digits }, text) {
  const shown = (value) => Number.isFinite(value) ? text(value * factor, digits) : '–'
  return make('span', { class: 'cell' }, make('span', { class: 'value' }, shown(estimate)),
    Number.isFinite(low) ? make('span', { class: 'note' }, `[${shown(low)}, ${shown(high)}]`) : null)
}

/** Earlier runs, so that settings can be compared without paper: what was set, and what each row came to. */
export function runHistory(exercise, runs) {
  if (runs.length === 0 || exercise.table.length === 0) return null
  return make('details', { class: 'earlier', open: true }, make('summary', {}, say('earlier-runs')),
    make('div', { class: 'table some run-table' }, make('table', { role: 'table' },
      make('caption', {}, say('earlier-caption')),
      make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, [say('your-work'), ...exercise.table.map((row) => pick(row.title))].map((head, index) =>
        make('th', { scope: 'col', role: 'columnheader', class: index > 0 ? 'number' : null }, head)))),
      make('tbody', { role: 'rowgroup' }, runs.map(({ words, outcome }) => make('tr', { role: 'row' },
        make('th', { scope: 'row', role: 'rowheader' }, words || say('as-at-start')),
        exercise.table.map((row, index) => make('td', { role: 'cell', class: 'number', 'data-head': pick(row.title) },
          cellView(outcome.table[index].work, row, fixedText)))))))))
}

/** The first row in a sentence, for readers who listen. */
export function runWords(exercise, { table }) {
  const row = exercise.table[0]
  if (!row) return say('run-done')
  const number = (value) => Number.isFinite(value) ? fixedText(value * row.factor, row.digits) : '–'
  return say('run-says-first', { title: pick(row.title), base: baseName(exercise), start: number(table[0].start[0]), work: number(table[0].work[0]), unit: pick(row.unit) })
}
