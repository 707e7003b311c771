// The text of a scenario: edited, checked while one types, run, compared with the shipped one, saved as a new file.

import { announce, fill, make, settled } from './dom.js'
import { scenarioTitle, screenHead, waiting } from './frame.js'
import { inputList, newFilter } from './inputs.js'
import { lineDiff, lineMap } from './line-diff.js'
import { diagnosticList, notice, problemView } from './problems.js'
import { textArea, textAreaHelp } from './text-area.js'
import { pick, say } from './words.js'

/** The editor of a scenario. */
export function editorView(lab) {
  let root = null
  let scenario = null
  let problem = null
  let area = null
  let checking = null
  let findings = []
  let checked = 'idle'
  let tab = 'findings'
  let side = null
  let status = null
  const find = newFilter()
  const wanted = new Map()
  const checkSoon = settled(400, check)
  const keepSoon = settled(400, () => lab.keep({ text: isChanged() ? area.text : null }))

  lab.scenario(lab.state.scenario).then((found) => {
    scenario = found
    findings = lab.state.text ? [] : scenario.diagnostics ?? []
    if (root) draw()
    if (lab.state.text) check()
  }, (error) => {
    problem = error
    if (root) draw()
  })

  function isChanged() {
    return area !== null && scenario !== null && area.text !== scenario.text
  }

  function draw() {
    fill(root, screenHead(lab, {
      kind: say('door-editor'), title: scenarioTitle(lab), what: say('editor-what'), from: say('editor-from', { file: scenario?.file ?? '…' }),
      next: [
        { label: say('run-text'), go: runText },
        { label: say('next-change'), go: () => lab.open({ view: 'what-if' }) },
      ],
    }))
    if (problem) {
      root.append(problemView(problem, { again: () => lab.open({}) }))
      return
    }
    if (!scenario) {
      root.append(waiting(say('loading')))
      return
    }
    area ??= textArea({ text: lab.state.text ?? scenario.text, changed: textChanged })
    area.field.setAttribute('aria-label', say('scenario-text'))
    side = make('div', { class: 'side-body', id: 'side-body' })
    status = make('p', { class: 'check-status', role: 'status' })
    root.append(
      lab.source.isLive ? '' : make('p', { class: 'hint' }, say('editor-static')),
      make('div', { class: 'toolbar', role: 'group', 'aria-label': say('actions') },
        make('button', { type: 'button', class: 'main', id: 'run-text', onclick: runText, disabled: !lab.source.isLive }, say('run-text')),
        make('button', { type: 'button', id: 'save-text', onclick: saveDialog, disabled: !lab.source.isLive }, say('save-as')),
        make('button', { type: 'button', class: 'quiet', onclick: () => area.undo() }, `↶ ${say('undo')}`),
        make('button', { type: 'button', class: 'quiet', onclick: () => area.redo() }, `↷ ${say('redo')}`),
        make('button', { type: 'button', class: 'quiet', onclick: () => area.setText(scenario.text) }, say('back-to-shipped'))),
      make('div', { class: 'editor' },
        make('div', { class: 'editor-text' }, status, area.element, textAreaHelp()),
        make('div', { class: 'editor-side' }, tabs(), side)))
    area.paint()
    area.setFindings(findings)
    showStatus()
    showSide()
  }

  function tabs() {
    const names = ['findings', 'inputs', 'difference']
    const list = make('div', { class: 'tabs', role: 'tablist', 'aria-label': say('beside-text') }, names.map((name) => make('button', {
      type: 'button', role: 'tab', id: `tab-${name}`, 'aria-selected': String(tab === name), 'aria-controls': 'side-body',
      tabindex: tab === name ? '0' : '-1', onclick: () => choose(name),
      onkeydown: (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
        if (!step) return
        event.preventDefault()
        choose(names[(names.indexOf(name) + step + names.length) % names.length])
      },
    }, say(`tab-${name}`))))
    function choose(name) {
      tab = name
      for (const button of list.children) {
        const chosen = button.id === `tab-${name}`
        button.setAttribute('aria-selected', String(chosen))
        button.tabIndex = chosen ? 0 : -1
        if (chosen) button.focus()
      }
      showSide()
    }
    return list
  }

  function showSide() {
    if (!side) return
    side.setAttribute('role', 'tabpanel')
    side.setAttribute('aria-labelledby', `tab-${tab}`)
    if (tab === 'findings') showFindings()
    else if (tab === 'inputs') showInputs()
    else showDifference()
  }

  function showFindings() {
    fill(side, findings.length
      ? diagnosticList(findings, (found) => area.goToLine(found.line, found.column, found.length))
      : make('p', { class: 'hint' }, say(lab.source.isLive ? 'no-findings' : 'editor-static')))
  }

  function showInputs() {
    const { element } = inputList({
      inputs: scenario.inputs ?? [], values: () => Object.fromEntries(wanted), find, change: writeInput,
      jump: (input) => area.goToLine(lineNow(input) ?? input.line),
    })
    fill(side, make('p', { class: 'hint' }, say('inputs-in-text')), element)
  }

  function lineNow(input) {
    if (!input.line) return null
    return lineMap(scenario.text, area.text).get(input.line) ?? editedLine(input)
  }

  /** A line that was changed by the list stands between the neighbours it had. */
  function editedLine(input) {
    const places = lineMap(scenario.text, area.text)
    for (let back = input.line - 1; back > 0; back -= 1) {
      const place = places.get(back)
      if (place) return place + (input.line - back)
    }
    return input.line
  }

  /** Writes a value into the text at its line; when it is not found there, goes to the line and says so. */
  function writeInput(path, text) {
    const input = scenario.inputs.find((one) => one.path === path)
    const line = lineNow(input)
    const old = wanted.get(path) ?? input.text
    const next = text ?? input.text
    const rows = area.text.split('\n')
    const row = rows[(line ?? 0) - 1]
    const at = row === undefined ? -1 : placeOf(row, path, old)
    if (at < 0) {
      area.goToLine(line ?? 1)
      announce(say('value-not-found', { text: old }))
      status.textContent = say('value-not-found', { text: old })
      return
    }
    rows[line - 1] = row.slice(0, at) + next + row.slice(at + old.length)
    if (text === null) wanted.delete(path)
    else wanted.set(path, text)
    area.setText(rows.join('\n'))
  }

  /** Where a value stands in a line: after its own key if the key is there, else the only place. */
  function placeOf(row, path, old) {
    const key = path.split('.').at(-1)
    const keyAt = new RegExp(`(^|[\\s{,])${key.replace(/[^\w-]/g, '.')}\\s*:`).exec(row)
    const from = keyAt ? keyAt.index + keyAt[0].length : 0
    const at = row.indexOf(old, from)
    if (at >= 0) return at
    const plain = row.indexOf(old)
    return plain >= 0 && row.indexOf(old, plain + 1) < 0 ? plain : -1
  }

  async function showDifference() {
    if (!isChanged()) {
      fill(side, make('p', { class: 'hint' }, say('no-difference')))
      return
    }
    const rows = lineDiff(scenario.text, area.text)
    const meaning = make('div', { class: 'meaning' }, lab.source.isLive ? waiting(say('working-on-it')) : null)
    fill(side, meaning, make('h2', {}, say('lines-changed')), changedLines(rows))
    if (!lab.source.isLive) return
    try {
      const found = await lab.source.diff({ scenario: scenario.id }, { text: area.text })
      if (!meaning.isConnected) return
      fill(meaning, make('h2', {}, say('meaning-changed')), make('pre', { class: 'wrap', tabindex: '0' }, pick(found.text)))
    } catch (error) {
      fill(meaning, problemView(error))
    }
  }

  function changedLines(rows) {
    const near = rows.map((_, index) => rows.slice(Math.max(0, index - 2), index + 3).some((row) => row.kind !== 'same'))
    const shown = []
    let gap = false
    rows.forEach((row, index) => {
      if (!near[index]) {
        gap = true
        return
      }
      if (gap && shown.length) shown.push(make('li', { class: 'gap', 'aria-hidden': 'true' }, '⋯'))
      gap = false
      const word = row.kind === 'same' ? '' : say(`line-${row.kind}`)
      shown.push(make('li', { class: row.kind },
        make('span', { class: 'line-number' }, String(row.new ?? row.old)),
        make('span', { class: 'sign' }, row.kind === 'added' ? '+' : row.kind === 'removed' ? '-' : ' ', word ? make('span', { class: 'hidden' }, word) : null),
        make('code', {}, row.text)))
    })
    return make('ol', { class: 'line-diff' }, shown)
  }

  function textChanged() {
    checked = 'waiting'
    showStatus()
    checkSoon()
    keepSoon()
    lab.guard(isChanged())
    if (tab === 'difference') showDifferenceSoon()
  }
  const showDifferenceSoon = settled(600, () => { if (tab === 'difference') showDifference() })

  async function check() {
    if (!lab.source.isLive || !area) return
    checking?.abort()
    checking = new AbortController()
    const mine = checking
    checked = 'running'
    showStatus()
    try {
      const found = await lab.source.check(area.text, mine.signal)
      if (mine !== checking) return
      findings = found.diagnostics
      checked = found.ok ? 'good' : 'bad'
      area.setFindings(findings)
    } catch (error) {
      if (error.name === 'AbortError' || mine !== checking) return
      checked = 'failed'
      findings = error.diagnostics?.length ? error.diagnostics : []
      area.setFindings(findings)
    }
    showStatus()
    if (tab === 'findings') showSide()
  }

  function showStatus() {
    if (!status) return
    const errors = findings.filter((found) => found.severity === 'error').length
    const words = {
      idle: isChanged() ? say('check-changed') : say('check-shipped'), waiting: say('check-running'), running: say('check-running'),
      good: say('check-good', { n: findings.length }), bad: say('check-bad', { n: errors }), failed: say('check-failed'),
    }
    status.textContent = words[checked]
    status.className = `check-status ${checked}`
  }

  function runText() {
    if (!area) return
    const text = isChanged() ? area.text : null
    lab.open({ view: 'compare', text, designs: null, reforms: null, inputs: null })
  }

  function saveDialog() {
    const field = make('input', { type: 'text', id: 'save-name', value: `${scenario.id}-2`, autocomplete: 'off', 'aria-describedby': 'save-what save-result' })
    const result = make('div', { role: 'status', id: 'save-result' })
    const refuse = (words) => {
      field.setAttribute('aria-invalid', 'true')
      fill(result, words)
      field.focus()
    }
    lab.dialog(say('save-as'), (close) => make('form', {
      novalidate: true,
      onsubmit: async (event) => {
        event.preventDefault()
        const name = field.value.trim()
        field.removeAttribute('aria-invalid')
        fill(result)
        if (!/^[\p{Alphabetic}\p{Nd}][\p{Alphabetic}\p{Nd}-]*$/u.test(name)) {
          refuse(make('p', { class: 'field-fault' }, say('save-name-wrong', { name })))
          return
        }
        try {
          const made = await lab.source.save(name, area.text)
          close()
          await showSaved(made)
        } catch (error) {
          refuse(problemView(error))
        }
      },
    }, make('p', {}, make('label', { for: 'save-name' }, say('new-name')), ' ', field),
    make('p', { class: 'hint', id: 'save-what' }, say('save-what')), result,
    make('p', { class: 'actions' }, make('button', { type: 'submit', class: 'main' }, say('save')),
      make('button', { type: 'button', class: 'quiet', onclick: close }, say('close')))))
  }

  /** From now on the file that was made is what is worked on. */
  async function showSaved({ id, file }) {
    lab.guard(false)
    await lab.refresh()
    await lab.open({ view: 'editor', scenario: id, text: null })
    notice(say('saved', { file }))
    announce(say('saved', { file }))
  }

  return {
    title: () => `${say('door-editor')} · ${scenarioTitle(lab)}`,
    render(into) {
      root = into
      draw()
    },
    leave() {
      checkSoon.cancel()
      keepSoon.cancel()
      checking?.abort()
      if (area && scenario) lab.keep({ text: isChanged() ? area.text : null })
      return true
    },
  }
}
