// What stands around every screen: navigation, language, theme, export, links, help.

import { announce, copyText, fill, make, offerFile } from './dom.js'
import { chartsOnPage } from './charts.js'
import { problemView } from './problems.js'
import { doorsOf } from './doors.js'
import { currentLanguage, languageTag, pick, say } from './words.js'

const themeNames = ['auto', 'light', 'dark', 'projector']

/** The head of the page. */
export function drawHeader(lab) {
  const other = currentLanguage() === 'zh' ? 'en' : 'zh'
  const theme = make('select', { id: 'theme', 'aria-label': say('theme'), onchange: (event) => lab.setTheme(event.target.value) },
    themeNames.map((name) => make('option', { value: name, selected: (lab.state.theme ?? 'auto') === name }, say(`theme-${name}`))))
  fill(document.getElementById('top'),
    make('button', { type: 'button', class: 'brand', id: 'brand', onclick: () => lab.open({ view: 'home' }) },
      make('span', { class: 'brand-mark', 'aria-hidden': 'true' }), make('span', {}, say('product'))),
    make('nav', { class: 'views', 'aria-label': say('views') }, [...doorsOf(lab), 'editor'].map((view) => make('button', {
      type: 'button', id: `view-${view}`, 'aria-current': lab.state.view === view ? 'page' : null, onclick: () => lab.open({ view, exercise: null }),
    }, say(`door-${view}`)))),
    make('div', { class: 'tools' },
      make('button', { type: 'button', id: 'export', class: 'quiet', onclick: () => lab.exportDialog() }, say('export')),
      make('button', { type: 'button', id: 'share', class: 'quiet', onclick: () => lab.shareDialog() }, say('link')),
      theme,
      make('button', {
        type: 'button', id: 'language', class: 'quiet', lang: languageTag(other), onclick: () => lab.switchLanguage(other),
      }, other === 'zh' ? '中文' : 'English'),
      make('button', { type: 'button', id: 'help', class: 'quiet round', 'aria-label': say('keyboard-help'), onclick: () => lab.helpDialog() }, '?')))
  document.getElementById('skip').textContent = say('skip')
  fill(document.getElementById('foot'), make('p', {}, say('foot', { version: lab.index?.version ?? '' })))
}

/** A dialog with a title; `content(close)` is what it holds. It closes by Escape and gives the keyboard back. */
export function openDialog(title, content) {
  const before = document.activeElement
  const close = () => dialog.close()
  const dialog = make('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' })
  fill(dialog,
    make('div', { class: 'dialog-head' }, make('h2', { id: 'dialog-title' }, title),
      make('button', { type: 'button', class: 'quiet round', 'aria-label': say('close'), onclick: close }, '×')),
    content(close))
  dialog.addEventListener('close', () => {
    dialog.remove()
    if (before?.isConnected) before.focus()
    else document.getElementById('main').focus()
  })
  dialog.addEventListener('click', (event) => { if (event.target === dialog) close() })
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

/** The list of scenarios, to search and choose from. */
export function scenarioDialog(lab) {
  const list = make('ul', { class: 'scenario-list' })
  const count = make('p', { class: 'hint', role: 'status' })
  const search = make('input', { type: 'search', id: 'scenario-search', placeholder: say('scenario-search'), 'aria-label': say('scenario-search'), oninput: show })
  const dialog = openDialog(say('choose-scenario'), () => [search, count, list])
  function show() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    const found = lab.index.scenarios.filter((entry) => {
      const text = [entry.id, entry.title.zh, entry.title.en, entry.summary?.zh, entry.summary?.en].join(' ').toLowerCase()
      return words.every((word) => text.includes(word))
    })
    // What begins with the words as typed comes first, then what has all of them in its name.
    const typed = words.join(' ')
    const rank = ({ id, title }) => {
      const known = [id, id.replaceAll('-', ' '), title.zh, title.en].map((name) => name.toLowerCase())
      if (known.some((name) => name.startsWith(typed))) return 0
      return known.some((name) => words.every((word) => name.includes(word))) ? 1 : 2
    }
    found.sort((one, other) => rank(one) - rank(other))
    count.textContent = say('scenarios-found', { n: found.length })
    fill(list, found.map((entry) => make('li', {}, make('button', {
      type: 'button', 'aria-current': entry.id === lab.state.scenario ? 'true' : null,
      onclick: async () => {
        dialog.close()
        await lab.open({ scenario: entry.id, text: null, designs: null, reforms: null, inputs: null })
      },
    }, make('strong', {}, pick(entry.title)),
    entry.summary ? make('span', { class: 'hint' }, pick(entry.summary)) : null,
    make('span', { class: 'facts' }, say('scenario-facts', { id: entry.id, n: entry.designs.length, r: entry.replications })))))) 
  }
  show()
  search.focus()
}

/** Keys and what they do. */
export function keyboardDialog() {
  const rows = ['help', 'tab', 'enter', 'undo', 'redo', 'escape', 'map', 'replay']
  openDialog(say('keyboard-help'), () => make('dl', { class: 'keys' }, rows.map((row) => make('div', {},
    make('dt', {}, say(`key-${row}`).split(' / ').map((key, index) => [index ? ' / ' : '', make('kbd', {}, key)])), make('dd', {}, say(`key-${row}-does`))))))
}

/** The address of what is on the screen. */
export function shareDialog(lab) {
  const address = location.href
  openDialog(say('link'), (close) => [
    make('p', {}, say('link-what')),
    make('p', {}, make('label', { for: 'share-address', class: 'label' }, say('address'))),
    make('textarea', { id: 'share-address', readonly: true, rows: '4', value: address, onfocus: (event) => event.target.select() }),
    make('p', { class: 'actions' }, make('button', { type: 'button', class: 'main', onclick: async () => { await lab.copy(address); close() } }, say('copy-link'))),
  ])
}

/** Reports, charts, tables and data as files. */
export function exportDialog(lab) {
  const message = make('div', { role: 'status' })
  const { request, result } = lab.shown ?? {}
  const charts = chartsOnPage()
  const report = (format) => make('button', {
    type: 'button', id: `export-${format}`, disabled: !request,
    onclick: async (event) => {
      const button = event.target
      button.disabled = true
      fill(message, make('p', { class: 'hint' }, say('making-file')))
      try {
        const { name, blob } = await lab.source.report({ ...request, format, language: currentLanguage() })
        offerFile(name, blob)
        fill(message, make('p', { class: 'done' }, say('file-made', { name })))
      } catch (error) {
        fill(message, problemView(error))
      }
      button.disabled = false
    },
  }, say(`format-${format}`))
  const name = (ending) => `${lab.state.scenario}-${currentLanguage()}.${ending}`
  openDialog(say('export'), () => [
    request ? null : make('p', { class: 'hint' }, say('export-nothing')),
    lab.source.isLive ? [
      make('h3', {}, say('export-report')), make('p', { class: 'hint' }, say('export-report-what')),
      make('div', { class: 'actions' }, ['html', 'markdown'].map(report)),
      make('h3', {}, say('export-brief')), make('div', { class: 'actions' }, ['pdf', 'docx'].map(report)),
      make('h3', {}, say('export-tables')), make('div', { class: 'actions' }, ['xlsx', 'csv'].map(report)),
    ] : [
      make('h3', {}, say('export-tables')),
      make('div', { class: 'actions' }, make('button', {
        type: 'button', disabled: !result, onclick: () => offerFile(name('csv'), tablesText(result.pages[currentLanguage()]), 'text/csv;charset=utf-8'),
      }, say('format-csv'))),
    ],
    make('h3', {}, say('export-data')),
    make('div', { class: 'actions' },
      make('button', {
        type: 'button', disabled: !result?.results,
        onclick: () => offerFile(`${lab.state.scenario}.json`, JSON.stringify(result.results, null, 1), 'application/json'),
      }, say('format-json')),
      make('button', { type: 'button', onclick: () => print() }, say('print'))),
    make('h3', {}, say('export-charts')),
    charts.length ? make('ul', { class: 'export-charts' }, charts.map((drawn) => make('li', {},
      make('span', {}, drawn.chart.finding),
      make('span', { class: 'actions' },
        make('button', { type: 'button', onclick: async () => offerFile(`${drawn.chart.id}.svg`, await drawn.svg(), 'image/svg+xml') }, 'SVG'),
        make('button', { type: 'button', onclick: async () => offerFile(`${drawn.chart.id}.png`, await drawn.png()) }, 'PNG')))))
      : make('p', { class: 'hint' }, say('export-no-charts')),
    message,
  ])
}

/** All tables of a page as comma-separated values, with the mark that spreadsheets want to see UTF-8. */
function tablesText(page) {
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const tables = page.sections.flatMap((section) => section.blocks).flatMap((block) =>
    block.type === 'table' ? [block] : block.table ? [block.table] : [])
  return '\ufeff' + tables.map((table) => [
    quoted(table.caption), table.columns.map((column) => quoted(column.head)).join(','),
    ...table.rows.map((row) => row.map((cell) => quoted(cell.note ? `${cell.text} ${cell.note}` : cell.text)).join(',')),
  ].join('\r\n')).join('\r\n\r\n') + '\r\n'
}

/** Copies and says so. */
export async function copyAndSay(text) {
  announce(say(await copyText(text) ? 'copied' : 'copy-failed'))
}
