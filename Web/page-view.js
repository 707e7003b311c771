// A page of results as elements. It shows what the page says and adds nothing.

import { make } from './dom.js'
import { chartFigure } from './charts.js'
import { mountMap } from './map.js'
import { allWords, currentLanguage, otherLanguage, say } from './words.js'

/** What stands before a marked cell: a glyph, never color alone. */
const markGlyphs = {
  better: '✓', worse: '✗', higher: '↑', lower: '↓', same: '＝', 'cannot-tell': '?',
  'grade-a': 'A', 'grade-b': 'B', 'grade-c': 'C', 'grade-d': 'D',
}

/** A glyph and a word for a mark or a verdict; the word is left out where `text` says it already. */
export function markBadge(verdict, text = '') {
  const mark = verdict.replaceAll(' ', '-')
  const word = say(`mark-${mark}`)
  const isGrade = mark.startsWith('grade-')
  return make('span', { class: `mark ${mark}` },
    make('span', { 'aria-hidden': isGrade ? null : 'true', class: 'glyph' }, markGlyphs[mark] ?? ''),
    text.includes(word) || word === '' ? null : ` ${word}`)
}

/** A section with its heading; `level` is that of the heading. */
export function sectionView(section, { level = 2, prefix = 'part' } = {}) {
  const id = `${prefix}-${section.id}`
  const heading = make(`h${level}`, { id: `${id}-head` }, section.heading)
  const folded = foldedTables(section)
  const views = section.blocks.map((block, index) =>
    folded.has(block) ? foldedTable(block) : blockView(block, `${id}-${index}`))
  return make('section', { id, class: `part part-${section.id}`, 'aria-labelledby': `${id}-head` },
    heading, besideAnswer(views))
}

/** The tables of a section that stand behind their captions: all but the first, or but those before the first chart. */
function foldedTables({ id, blocks }) {
  if (id === 'answer') return new Set()
  const tables = blocks.filter((block) => block.type === 'table')
  const chartAt = blocks.findIndex((block) => block.type === 'chart')
  const leading = tables.filter((table) => id === 'change' && blocks.indexOf(table) < chartAt).length
  return new Set(tables.slice(Math.max(1, leading)))
}

function foldedTable(table) {
  return make('details', { class: 'data folded' }, make('summary', {}, table.caption), tableView(table, false))
}

/** What an answer is not stands beside it in one place. */
function besideAnswer(views) {
  const cautions = views.filter((view) => view?.matches('p.caution'))
  if (cautions.length === 0 || !views.some((view) => view?.matches('p.answer'))) return views
  const first = views.indexOf(cautions[0])
  return [...views.slice(0, first), make('div', { class: 'cautions' }, cautions), ...views.slice(first).filter((view) => !cautions.includes(view))]
}

/** One block of a section. */
export function blockView(block, id) {
  switch (block.type) {
    case 'paragraph': return paragraphView(block)
    case 'list': return make('ul', { class: 'plain' }, block.items.map((item) => make('li', { lang: otherLanguage(item) }, item)))
    case 'table': return tableView(block)
    case 'chart': return chartFigure(block, detailsTable)
    case 'picture': return pictureView(block, id)
    default: return null
  }
}

/** An answer about several designs is long; each of its clauses then begins a line. */
function paragraphView({ role, text }) {
  if (role !== 'answer' || text.length < 140) return make('p', { class: role }, text)
  const clauses = text.split(/(?<=；)|(?<=; )/)
  return make('p', { class: `${role} long` }, clauses.map((clause) => make('span', { class: 'clause' }, clause)))
}

function pictureView(picture, id) {
  const place = make('div', { class: 'drawing', id: `${id}-drawing` })
  const figure = make('figure', { class: 'picture', 'data-picture': picture.id },
    make('figcaption', {}, picture.finding), place, picture.table ? detailsTable(picture.table) : null)
  if (picture.svg.includes('data-node')) {
    mountMap(place, picture.svg, { words: allWords(), language: currentLanguage() })
  } else {
    place.append(svgElement(picture.svg))
    place.setAttribute('tabindex', '0')
    place.setAttribute('role', 'group')
    place.setAttribute('aria-label', picture.finding)
  }
  return figure
}

/** The drawing that an SVG text is. */
export function svgElement(text) {
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml')
  return document.importNode(parsed.documentElement, true)
}

/** A table behind a word. */
export function detailsTable(table) {
  return make('details', { class: 'data' }, make('summary', {}, say('data-table')), tableView(table))
}

/** Rows that are shown at once; more come by a button. */
const shownRows = 14

/** A table whose first column heads the rows; on narrow screens each row becomes a card. */
export function tableView(table, hasCaption = true) {
  const width = table.columns.length
  const size = width <= 3 ? 'few' : width <= 5 ? 'some' : width <= 7 ? 'many' : 'most'
  const body = make('tbody', { role: 'rowgroup' })
  const rows = table.rows.map((row) => rowView(row, table.columns))
  body.append(...rows)
  const whole = make('div', { class: `table ${size}` },
    make('table', { role: 'table' },
      make('caption', { class: hasCaption ? null : 'hidden' }, table.caption),
      make('thead', { role: 'rowgroup' },
        make('tr', { role: 'row' }, table.columns.map((column) =>
          make('th', { scope: 'col', role: 'columnheader', class: column.numeric ? 'number' : null }, column.head)))),
      body))
  if (rows.length > shownRows + 3) whole.append(moreRows(rows))
  return whole
}

function moreRows(rows) {
  const rest = rows.slice(shownRows)
  for (const row of rest) row.hidden = true
  const button = make('button', {
    type: 'button', class: 'quiet', 'aria-expanded': 'false',
    onclick: () => {
      const open = button.getAttribute('aria-expanded') === 'true'
      for (const row of rest) row.hidden = open
      button.setAttribute('aria-expanded', String(!open))
      button.textContent = open ? say('more-rows', { n: rest.length }) : say('fewer-rows')
    },
  }, say('more-rows', { n: rest.length }))
  return make('p', { class: 'more' }, button)
}

/** Such as a path or an address: it may break anywhere, other words only between themselves. */
const longWord = /[^\s\-\u2e80-\uffff]{16,}/

function rowView(cells, columns) {
  return make('tr', { role: 'row' }, cells.map((cell, index) => {
    const head = columns[index]?.head ?? ''
    const numeric = columns[index]?.numeric ? 'number' : null
    // A badge that says all of the text stands in its place.
    const isBadge = cell.mark && [markGlyphs[cell.mark], say(`mark-${cell.mark}`)].includes(cell.text.trim())
    const isGrade = cell.mark?.startsWith('grade-') && cell.text.startsWith(markGlyphs[cell.mark])
    const value = isBadge || isGrade ? null : make('span', { class: 'value', lang: otherLanguage(cell.text) }, cell.text)
    const badge = isGrade && !isBadge ? make('span', { class: `mark ${cell.mark}` }, cell.text)
      : cell.mark ? markBadge(cell.mark, isBadge ? '' : cell.text) : null
    // Before a number, so that numbers stay in line.
    const content = [numeric ? [badge, badge ? ' ' : null, value] : [value, badge ? ' ' : null, badge],
      cell.note ? make('span', { class: 'note', lang: otherLanguage(cell.note) }, cell.note) : null]
    const long = longWord.test(`${cell.text} ${cell.note ?? ''}`) ? 'long-words' : null
    return index === 0
      ? make('th', { scope: 'row', role: 'rowheader', class: long }, content)
      : make('td', { role: 'cell', class: [numeric, long].filter(Boolean).join(' ') || null, 'data-head': head }, make('span', { class: 'cell' }, content))
  }))
}
