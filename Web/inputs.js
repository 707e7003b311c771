// The inputs of a scenario as a list: what each is, how well it is known, and a field to change it.

import { fill, make } from './dom.js'
import { markBadge } from './page-view.js'
import { numberText, otherLanguage, pick, say } from './words.js'

/** Inputs that are shown at once. */
const shownInputs = 12

/**
 * A list of inputs that can be filtered. `values()` gives the changed ones by path; `change(path, text)` is called with
 * a text, or null to undo. `sliders` are those of the browser's kernel by path; `slide(path, index)` is called while one
 * is moved. `find` is the filter, kept by the caller.
 */
export function inputList({ inputs, values, change, find, sliders = new Map(), slide = null, jump = null }) {
  const list = make('ul', { class: 'inputs' })
  const count = make('p', { class: 'hint', role: 'status' })
  const more = make('p', { class: 'more' })
  const search = make('input', {
    type: 'search', id: 'input-search', value: find.query, placeholder: say('input-search'), 'aria-label': say('input-search'),
    oninput: () => { find.query = search.value; find.shown = shownInputs; show() },
  })
  const grades = make('fieldset', { class: 'chips' }, make('legend', {}, say('grade')),
    ['A', 'B', 'C', 'D'].filter((grade) => inputs.some((input) => input.grade === grade)).map((grade) =>
      make('label', { class: 'chip' }, make('input', {
        type: 'checkbox', checked: find.grades.includes(grade), id: `grade-${grade}`,
        onchange: (event) => {
          find.grades = event.target.checked ? [...find.grades, grade] : find.grades.filter((other) => other !== grade)
          find.shown = shownInputs
          show()
        },
      }), make('span', {}, `${grade} ${say(`mark-grade-${grade.toLowerCase()}`)}`))),
    make('label', { class: 'chip' }, make('input', {
      type: 'checkbox', checked: find.changed, id: 'only-changed',
      onchange: (event) => { find.changed = event.target.checked; show() },
    }), make('span', {}, say('only-changed'))))

  function show() {
    const words = find.query.toLowerCase().split(/\s+/).filter(Boolean)
    const chosen = values()
    const found = inputs.filter((input) => {
      if (find.grades.length && !find.grades.includes(input.grade)) return false
      if (find.changed && !(input.path in chosen)) return false
      const text = `${input.path} ${input.title ? `${input.title.zh} ${input.title.en}` : ''} ${input.note ?? ''}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    // What is named so comes before what only mentions the word in its note.
    const isNamed = (input) => words.every((word) => `${input.path} ${input.title?.zh ?? ''} ${input.title?.en ?? ''}`.toLowerCase().includes(word))
    const rank = (input) => (isNamed(input) ? 0 : 10) + (input.path in chosen ? 0 : sliders.has(input.path) ? 1 : input.range ? 2 : 3)
    found.sort((one, other) => rank(one) - rank(other) || inputs.indexOf(one) - inputs.indexOf(other))
    count.textContent = say('inputs-found', { n: found.length, of: inputs.length })
    fill(list, found.slice(0, find.shown).map((input) => inputRow(input, { values, change, slider: sliders.get(input.path), slide, jump, again: show })))
    fill(more, found.length > find.shown
      ? make('button', { type: 'button', class: 'quiet', onclick: () => { find.shown += 30; show() } }, say('more-inputs', { n: found.length - find.shown }))
      : null)
  }
  show()
  return { element: make('div', { class: 'input-list' }, search, grades, count, list, more), show }
}

/** What a filter of inputs begins with. */
export function newFilter() {
  return { query: '', grades: [], changed: false, shown: shownInputs }
}

/** A path as words that can break between its parts. */
function pathWords(path) {
  return path.split('.').flatMap((part, index) => [index ? ' › ' : '', part]).join('')
}

function inputRow(input, { values, change, slider, slide, jump, again }) {
  const id = `input-${input.path.replace(/[^\w-]/g, '_')}`
  const now = values()[input.path]
  const isChanged = now !== undefined
  const field = make('input', {
    type: 'text', id, class: input.text.length > 14 ? 'wide' : null, value: now ?? input.text, autocomplete: 'off', spellcheck: 'false',
  })
  field.addEventListener('change', () => {
    const text = withUnit(field.value.trim(), input)
    change(input.path, text === '' || text === input.text ? null : text)
    again()
    document.getElementById(id)?.focus()
  })
  const title = input.title ? pick(input.title) : null
  return make('li', { class: isChanged ? 'input changed' : 'input' },
    make('div', { class: 'input-name' },
      make('label', { for: id }, title ?? pathWords(input.path)),
      title ? make('span', { class: 'path' }, pathWords(input.path)) : null),
    make('div', { class: 'input-value' }, field, sliderFor(input, field, { slider, slide, change, again, value: now }),
      isChanged ? make('button', {
        type: 'button', class: 'quiet', 'aria-label': say('undo-input', { name: title ?? input.path }),
        onclick: () => { change(input.path, null); again(); document.getElementById(id)?.focus() },
      }, say('undo-one', { text: input.text })) : null),
    make('p', { class: 'input-facts' },
      input.grade ? markBadge(`grade-${input.grade.toLowerCase()}`) : null, ' ',
      input.source ? make('span', {}, say('source-is', { name: sourceName(input.source) })) : null, ' ',
      input.range ? make('span', {}, rangeText(input)) : null, ' ',
      input.note ? make('span', { class: 'note', lang: otherLanguage(input.note) }, input.note) : null,
      jump && input.line ? make('button', { type: 'button', class: 'link', onclick: () => jump(input) }, say('line-n', { line: String(input.line) })) : null))
}

/** A bare number gets the unit of the value it replaces. */
function withUnit(text, input) {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? text + (numberIn(input.text)?.unit ?? '') : text
}

function sourceName(source) {
  return typeof source === 'string' ? source : source.title ?? source.name ?? ''
}

/** The number in a text such as `40%` or `10 working days`, and its unit; null when the text is more than that. */
function numberIn(text) {
  const found = /^([+-]?\d+(?:\.\d+)?)([%\sA-Za-z/]*)$/.exec(text ?? '')
  if (!found) return null
  return { value: Number(found[1]), decimals: (found[1].split('.')[1] ?? '').length, unit: found[2] }
}

/** Where a slider goes, in the unit of the text; null when the input has no range or its text is no plain number. */
function trackOf(input) {
  const number = numberIn(input.text)
  if (!input.range || !number || !(input.range.low < input.range.high)) return null
  let { low, high } = input.range
  const isWhole = number.decimals === 0 && number.unit === ''
  if (isWhole) {
    // People come whole: a range narrower than one of them leaves room for a few more or fewer.
    low = Math.max(Math.min(1, number.value), Math.floor(Math.min(low, number.value - 2)))
    high = Math.ceil(Math.max(high, number.value + 3))
  }
  const decimals = isWhole ? 0 : Math.max(number.decimals, high - low >= 20 ? 0 : high - low >= 2 ? 1 : 2)
  return { low: Math.min(low, number.value), high: Math.max(high, number.value), decimals, number }
}

function rangeText({ range, unit }) {
  const text = say('range-is', { low: numberText(range.low, 3), high: numberText(range.high, 3) })
  const words = unit ? say(`unit-${unit}`) : ''
  return unit === '%' ? `${text}%` : words ? `${text} ${words === `unit-${unit}` ? unit : words}` : text
}

function sliderFor(input, field, { slider, slide, change, again, value }) {
  if (slider) return kernelSlider(input, field, { slider, slide, change, again, value })
  const track = trackOf(input)
  if (!track) return null
  const { number, low, high, decimals } = track
  const bar = make('input', {
    type: 'range', min: low, max: high, step: 10 ** -decimals, value: numberIn(value ?? input.text)?.value ?? number.value,
    'aria-label': say('slider-of', { name: input.title ? pick(input.title) : input.path }),
  })
  const text = () => `${Number(Number(bar.value).toFixed(decimals))}${number.unit}`
  bar.setAttribute('aria-valuetext', text())
  bar.addEventListener('input', () => {
    field.value = text()
    bar.setAttribute('aria-valuetext', text())
  })
  bar.addEventListener('change', () => {
    change(input.path, Number(bar.value) === number.value ? null : text())
    again()
    refocus(field.id)
  })
  return bar
}

/** A slider whose steps the browser's kernel knows: the result follows while it moves. */
function kernelSlider(input, field, { slider, slide, change, again, value }) {
  const at = slider.choices.findIndex((choice) => choice.text === (value ?? slider.text))
  const bar = make('input', {
    type: 'range', min: 0, max: slider.choices.length - 1, step: 1, value: Math.max(0, at), class: 'live', 'data-slider': slider.path,
    'aria-label': say('slider-of', { name: input.title ? pick(input.title) : input.path }),
  })
  const choice = () => slider.choices[Number(bar.value)]
  const tell = () => bar.setAttribute('aria-valuetext', choice().text)
  tell()
  bar.addEventListener('input', () => {
    field.value = choice().text
    tell()
    slide(slider.path, Number(bar.value))
  })
  bar.addEventListener('change', () => {
    change(input.path, choice().text === slider.text ? null : choice().text)
    again()
    refocus(field.id)
  })
  return bar
}

// The row is made anew after a change; the keyboard stays on its slider.
function refocus(id) {
  document.getElementById(id)?.parentElement?.querySelector('input[type=range]')?.focus()
}
