// The Markdown of exercises as elements: headings, paragraphs, lists, tables, code, bold, emphasis. Nothing in a text becomes a tag.

import { make } from './dom.js'

/** The blocks of a text; `level` is that of its first headings. */
export function markdownView(text, level = 3) {
  const blocks = []
  const lines = text.replaceAll('\r', '').split('\n')
  for (let at = 0; at < lines.length;) {
    const kind = kindOf(lines, at)
    const end = endOf(lines, at, kind)
    if (kind !== 'empty') blocks.push(blockOf(kind, lines.slice(at, end), level))
    at = end
  }
  return blocks
}

const marker = /^\s*([-*]|\d+[.)])\s+/

function kindOf(lines, at) {
  const line = lines[at]
  if (line.trim() === '') return 'empty'
  if (line.startsWith('```')) return 'code'
  if (/^#{1,6} /.test(line)) return 'heading'
  if (marker.test(line)) return /^\s*\d/.test(line) ? 'numbered' : 'list'
  if (line.trimStart().startsWith('|') && /^\s*\|[\s:|-]+\|\s*$/.test(lines[at + 1] ?? '')) return 'table'
  return 'paragraph'
}

function endOf(lines, at, kind) {
  let end = at + 1
  const goesOn = {
    empty: () => false,
    heading: () => false,
    code: () => !lines[end - 1].startsWith('```') || end - 1 === at,
    table: () => lines[end].trimStart().startsWith('|'),
    // A line that is indented belongs to the item before.
    list: () => kindOf(lines, end) === 'list' || /^\s+\S/.test(lines[end]),
    numbered: () => kindOf(lines, end) === 'numbered' || /^\s+\S/.test(lines[end]),
    paragraph: () => kindOf(lines, end) === 'paragraph',
  }[kind]
  while (end < lines.length && goesOn()) end++
  return end
}

function blockOf(kind, lines, level) {
  switch (kind) {
    case 'heading': {
      const [, marks, text] = /^(#+) (.*)$/.exec(lines[0])
      return make(`h${Math.min(6, level + marks.length - 1)}`, {}, inline(text))
    }
    case 'code': return make('pre', { class: 'wrap' }, make('code', {}, lines.slice(1, lines.at(-1).startsWith('```') ? -1 : undefined).join('\n')))
    case 'table': return tableOf(lines)
    case 'list': case 'numbered': {
      const items = []
      for (const line of lines) {
        if (marker.test(line)) items.push(line.replace(marker, ''))
        else items[items.length - 1] = joinedLine(items.at(-1), line)
      }
      return make(kind === 'list' ? 'ul' : 'ol', { class: kind === 'list' ? 'plain' : 'plain numbered' }, items.map((item) => make('li', {}, inline(item))))
    }
    default: return make('p', {}, inline(lines.reduce(joinedLine)))
  }
}

/** Lines of one paragraph; Chinese has no space between them. */
function joinedLine(one, other) {
  const next = other.trim()
  const isTight = /[\u2e80-\uffef]$/.test(one) && /^[\u2e80-\uffef]/.test(next)
  return one.trimEnd() + (isTight ? '' : ' ') + next
}

function cellsOf(line) {
  return line.trim().replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim())
}

function tableOf([head, , ...rows]) {
  const heads = cellsOf(head)
  return make('div', { class: `table ${heads.length <= 3 ? 'few' : 'some'}` }, make('table', { role: 'table' },
    make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, heads.map((text) => make('th', { scope: 'col', role: 'columnheader' }, inline(text))))),
    make('tbody', { role: 'rowgroup' }, rows.map((row) => make('tr', { role: 'row' }, cellsOf(row).map((text, index) => index === 0
      ? make('th', { scope: 'row', role: 'rowheader' }, inline(text))
      : make('td', { role: 'cell', 'data-head': heads[index] ?? '' }, make('span', { class: 'cell' }, inline(text)))))))))
}

/** A line with its bold, emphasized and code parts. */
export function inline(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((part) => {
    if (/^`.+`$/.test(part)) return make('code', {}, part.slice(1, -1))
    if (/^\*\*.+\*\*$/.test(part)) return make('strong', {}, part.slice(2, -2))
    if (/^\*.+\*$/.test(part)) return make('em', {}, part.slice(1, -1))
    return part
  })
}

/** A text of a line or two without its marks, for places that hold plain words. */
export function plainText(text) {
  return text.replace(/`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*/g, (_, code, bold, soft) => code ?? bold ?? soft).replace(/\s+/g, ' ').trim()
}
