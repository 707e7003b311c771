// A field for scenario text: line numbers, findings marked in place, steps that can be taken back.

import { make, settled } from './dom.js'
import { say } from './words.js'
import { Steps } from './state.js'

/**
 * A text field. `changed(text)` is called after each change. The field has `text`, `setText`, `setFindings(diagnostics)`,
 * `goToLine(line, column, length)`, `undo()`, `redo()` and `element`.
 */
export function textArea({ text, changed }) {
  const back = make('div', { class: 'code-back', 'aria-hidden': 'true' })
  const field = make('textarea', {
    class: 'code-field', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', wrap: 'soft',
    'aria-describedby': 'code-keys', id: 'code-field', value: text,
  })
  const element = make('div', { class: 'code' }, back, field)
  const steps = new Steps({ text, at: 0 })
  let findings = []
  let lines = []
  const remember = settled(500, () => steps.add({ text: field.value, at: field.selectionStart }))

  function paint() {
    const now = field.value.split('\n')
    const marked = new Map()
    for (const found of findings) {
      const list = marked.get(found.line) ?? []
      list.push(found)
      marked.set(found.line, list)
    }
    for (let index = 0; index < now.length; index += 1) {
      const own = marked.get(index + 1)
      const key = own ? `${now[index]}\u0000${JSON.stringify(own.map((found) => [found.column, found.length, found.severity]))}` : now[index]
      if (lines[index]?.key === key) continue
      const row = make('div', { class: own ? `line ${own.some((found) => found.severity === 'error') ? 'error' : 'warning'}` : 'line' })
      row.append(...(own ? markedText(now[index], own) : [now[index] || '\u200b']))
      if (lines[index]) lines[index].row.replaceWith(row)
      else back.append(row)
      lines[index] = { key, row }
    }
    while (lines.length > now.length) lines.pop().row.remove()
    scroll()
  }

  function scroll() {
    back.scrollTop = field.scrollTop
  }

  function edited() {
    paint()
    remember()
    changed(field.value)
  }

  function show(step) {
    if (!step) return
    remember.cancel()
    field.value = step.text
    field.setSelectionRange(step.at, step.at)
    paint()
    changed(field.value)
  }

  field.addEventListener('input', edited)
  field.addEventListener('scroll', scroll)
  field.addEventListener('keydown', (event) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey
    if (command && event.key.toLowerCase() === 'z') {
      event.preventDefault()
      event.stopPropagation()
      if (event.shiftKey) show(steps.redo())
      else {
        steps.add({ text: field.value, at: field.selectionStart })
        show(steps.undo())
      }
    } else if (command && event.key.toLowerCase() === 'y') {
      event.preventDefault()
      show(steps.redo())
    } else if (event.key === 'Enter' && !command && !event.shiftKey && !event.isComposing) {
      // A new line begins where the last one did.
      const before = field.value.slice(0, field.selectionStart)
      const indent = /[^\n]*$/.exec(before)[0].match(/^ */)[0]
      if (indent) {
        event.preventDefault()
        field.setRangeText(`\n${indent}`, field.selectionStart, field.selectionEnd, 'end')
        edited()
      }
    }
  })
  paint()
  return {
    element, field,
    get text() { return field.value },
    setText(value, at = null) {
      if (value === field.value) return
      steps.add({ text: field.value, at: field.selectionStart })
      field.value = value
      if (at !== null) field.setSelectionRange(at, at)
      steps.add({ text: value, at: field.selectionStart })
      paint()
      changed(value)
    },
    setFindings(found) {
      findings = found
      paint()
    },
    goToLine(line, column = 1, length = 0) {
      const texts = field.value.split('\n')
      const start = texts.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
      const from = start + Math.min(column - 1, texts[line - 1]?.length ?? 0)
      field.focus()
      field.setSelectionRange(from, from + length)
      const row = lines[line - 1]?.row
      if (row) field.scrollTop = row.offsetTop - field.clientHeight / 3
      scroll()
    },
    undo() {
      steps.add({ text: field.value, at: field.selectionStart })
      show(steps.undo())
    },
    redo: () => show(steps.redo()),
    paint,
  }
}

function markedText(text, found) {
  const parts = []
  let at = 0
  for (const one of [...found].sort((first, second) => first.column - second.column)) {
    const from = Math.max(at, Math.min(text.length, one.column - 1))
    const to = Math.min(text.length, Math.max(from + 1, from + (one.length || 1)))
    if (to <= from) continue
    parts.push(text.slice(at, from), make('span', { class: `squiggle ${one.severity}` }, text.slice(from, to)))
    at = to
  }
  parts.push(text.slice(at) || '\u200b')
  return parts
}

/** What readers who use the keyboard should know of the field. */
export function textAreaHelp() {
  return make('p', { id: 'code-keys', class: 'hint' }, say('code-keys'))
}
