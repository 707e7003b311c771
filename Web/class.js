// The class page: grade files of many students, each claim run again, and where the class went wrong. No file leaves the page.

import { announce, fill, make, offerFile } from './dom.js'
import { chartFigure } from './charts.js'
import { classCSV, predictionChart, wrongTable } from './class-results.js'
import { openExercise, pageModule } from './exercise-host.js'
import { screenHead } from './frame.js'
import { findingKinds, sharingFile, verified } from './grade-file.js'
import { detailsTable, tableView } from './page-view.js'
import { pick, say } from './words.js'

/** The files of the class, for as long as the page is open: `{name, file, result}`, result null while it is run. */
const imported = []
let working = null

/** The class page. */
export function classView(lab) {
  let root = null
  let chosen = null
  const faults = make('div', { role: 'alert', id: 'class-faults' })
  const status = make('div', { role: 'status', id: 'class-status' })
  const results = make('div', { class: 'class-results' })

  function draw() {
    const picker = make('input', { type: 'file', id: 'class-files', multiple: true, accept: '.json,application/json', onchange: async (event) => {
      await take([...event.target.files])
      event.target.value = ''
    } })
    const drop = make('div', { class: 'drop', ondragover: (event) => { event.preventDefault(); drop.classList.add('over') },
      ondragleave: () => drop.classList.remove('over'),
      ondrop: (event) => {
        event.preventDefault()
        drop.classList.remove('over')
        take([...event.dataTransfer.files])
      } },
    make('label', { for: 'class-files' }, say('class-files')), picker, make('p', { class: 'hint' }, say('class-files-hint')))
    fill(root,
      screenHead(lab, {
        kind: say('door-learn'), title: say('class-title'), scenario: false, what: say('class-what'), from: say('class-from'),
        next: [{ label: say('all-exercises'), go: () => lab.open({ view: 'learn', exercise: null }) }],
      }),
      drop, faults, status, results)
    drawResults()
    work()
  }

  async function take(files) {
    const refused = []
    for (const one of files) {
      const file = readFile(await one.text())
      if (!file) refused.push(one.name)
      else if (!imported.some((other) => JSON.stringify(other.file) === JSON.stringify(file))) imported.push({ name: one.name, file, result: null })
    }
    fill(faults, refused.length ? make('p', { class: 'field-fault' }, say('class-refused', { names: refused.join(say('comma')) })) : null)
    drawResults()
    work()
  }

  /** Runs the claims that were not run yet, one file after the other; once for all views. */
  function work() {
    working ??= (async () => {
      const module = await pageModule()
      for (let open = imported.find(({ result }) => result === null); open; open = imported.find(({ result }) => result === null)) {
        drawStatus()
        const result = await verified(open.file, module, (id) => known(id))
        const before = imported.slice(0, imported.indexOf(open))
        const shares = sharingFile(open.file, before.map(({ file }) => file))
        if (shares) result.findings.push('shared')
        open.result = { ...result, shares: before.find(({ file }) => file === shares) ?? null }
        if (root) drawResults()
      }
    })().finally(() => { working = null; drawStatus() })
    working.then(() => { if (imported.length) announce(say('class-done', { n: imported.length })) }, (error) => fill(faults, make('p', {}, String(error.message))))
  }

  async function known(id) {
    if (!lab.exercises.some((entry) => entry.id === id)) throw new Error(id)
    return openExercise(lab.source, id)
  }

  function drawStatus() {
    const done = imported.filter(({ result }) => result).length
    fill(status, imported.length === 0 ? null
      : done < imported.length ? make('p', { class: 'waiting' }, make('span', { class: 'pulse', 'aria-hidden': 'true' }), say('class-running', { n: done, of: imported.length }))
        : make('p', { class: 'done', id: 'class-whole' }, say('class-done', { n: done })))
  }

  function drawResults() {
    drawStatus()
    if (imported.length === 0) return fill(results)
    const ids = lab.exercises.filter(({ id }) => imported.some(({ file }) => file.exercises.some((claim) => claim.id === id)))
      .sort((one, other) => one.order - other.order).map(({ id }) => id)
    for (const { file } of imported) for (const { id } of file.exercises) if (!ids.includes(id)) ids.push(id)
    if (!ids.includes(chosen)) chosen = ids[0] ?? null
    fill(results, overview(ids), findingsList(),
      make('p', { class: 'actions' },
        make('button', { type: 'button', id: 'class-csv', onclick: () => offerFile('reformlab-class.csv', classCSV(imported), 'text/csv;charset=utf-8') }, say('class-csv')),
        make('button', { type: 'button', class: 'quiet', id: 'class-clear', onclick: () => { imported.length = 0; fill(faults); drawResults() } }, say('class-clear'))),
      chosen ? exercisePart(ids) : null)
  }

  function titleOf(id) {
    const entry = lab.exercises.find((one) => one.id === id)
    return entry ? pick(entry.title) : id
  }

  function overview(ids) {
    const width = ids.length < 3 ? 'few' : ids.length < 5 ? 'some' : ids.length < 8 ? 'many' : 'most'
    return make('div', { class: `table ${width}` }, make('table', { role: 'table', id: 'class-table' },
      make('caption', {}, say('class-caption')),
      make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, make('th', { scope: 'col', role: 'columnheader' }, say('who-student')),
        ids.map((id) => make('th', { scope: 'col', role: 'columnheader' }, titleOf(id))))),
      make('tbody', { role: 'rowgroup' }, imported.map((one) => make('tr', { role: 'row' },
        make('th', { scope: 'row', role: 'rowheader' }, nameOf(one), one.file.course ? make('span', { class: 'note' }, one.file.course) : null),
        ids.map((id) => make('td', { role: 'cell', 'data-head': titleOf(id) }, cellOf(one, id))))))))
  }

  function nameOf({ file, name }) {
    return file.student || say('unnamed', { file: name })
  }

  function cellOf({ file, result }, id) {
    const claim = file.exercises.find((one) => one.id === id)
    if (!claim) return make('span', { class: 'cell' }, '–')
    const found = result?.exercises.find((one) => one.claim.id === id)
    const isFlagged = found && (found.findings.length > 0 || result.findings.length > 0)
    const state = !found ? ['cannot-tell', '…', 'class-open'] : isFlagged ? ['worse', '✗', 'class-flagged'] : ['better', '✓', 'class-holds']
    return make('span', { class: 'cell' },
      make('span', { class: 'value' }, say('share', { n: Math.round(claim.score * 100) })), ' ',
      make('span', { class: `mark ${state[0]}` }, make('span', { class: 'glyph', 'aria-hidden': 'true' }, state[1]), ` ${say(state[2])}`),
      make('span', { class: 'note' }, say('class-cell', { attempts: claim.attempts, hints: claim.hints })))
  }

  function findingsList() {
    const items = imported.flatMap((one) => [
      ...(one.result?.findings ?? []).map((code) => [nameOf(one), null, code, { file: one.result.shares?.name ?? '' }]),
      ...(one.result?.exercises ?? []).flatMap(({ claim, findings, score }) => findings.map((code) => [nameOf(one), claim.id, code, { claimed: Math.round(claim.score * 100), found: Math.round(score * 100) }])),
    ])
    if (items.length === 0) return null
    return make('section', { class: 'reading', 'aria-labelledby': 'findings-head' }, make('h2', { id: 'findings-head' }, say('findings-title')),
      make('ul', { class: 'plain', id: 'class-findings' }, items.map(([name, id, code, values]) => make('li', { 'data-finding': findingKinds[code], 'data-code': code },
        make('strong', {}, name), id ? `${say('separator')}${titleOf(id)}` : '', say('colon'), say(`finding-${code}`, values ?? {})))))
  }

  /** One exercise: predictions beside what the runs said, and the reasonings behind wrong answers. */
  function exercisePart(ids) {
    const body = make('div', { class: 'class-exercise' })
    const select = make('select', { id: 'class-exercise', onchange: (event) => { chosen = event.target.value; drawExercise(body) } },
      ids.map((id) => make('option', { value: id, selected: id === chosen }, titleOf(id))))
    drawExercise(body)
    return make('section', { class: 'reading', 'aria-labelledby': 'class-exercise-head' },
      make('h2', { id: 'class-exercise-head' }, say('class-exercise-title')),
      make('p', { class: 'field-value' }, make('label', { for: 'class-exercise' }, say('class-exercise')), ' ', select), body)
  }

  async function drawExercise(body) {
    const id = chosen
    if (!lab.exercises.some((entry) => entry.id === id)) return fill(body, make('p', { class: 'hint' }, say('finding-exercise')))
    const engine = await openExercise(lab.source, id)
    const claims = imported.flatMap((one) => (one.result?.exercises ?? []).filter(({ claim }) => claim.id === id).map((found) => ({ ...found, student: nameOf(one), file: one.file })))
    if (id !== chosen) return
    const wrong = wrongTable(engine, claims)
    fill(body,
      engine.exercise.predictions.map((one) => predictionChart(engine, one, claims)).filter(Boolean).map((chart) => chartFigure(chart, detailsTable)),
      make('h3', {}, say('wrong-title')),
      wrong ? tableView(wrong) : make('p', { class: 'hint' }, say('wrong-none')))
  }

  return {
    title: () => say('class-title'),
    render(into) {
      root = into
      draw()
    },
    leave() {
      root = null
      return true
    },
  }
}

/** A grade file, or null when the text is none. */
function readFile(text) {
  try {
    const file = JSON.parse(text)
    const isWhole = file.format === 1 && typeof file.student === 'string' && Array.isArray(file.lines)
      && Array.isArray(file.exercises) && file.exercises.every((claim) => typeof claim.id === 'string' && typeof claim.score === 'number'
        && Array.isArray(claim.tests) && claim.levers && claim.answers)
    return isWhole ? { ...file, course: file.course ?? '' } : null
  } catch {
    return null
  }
}
