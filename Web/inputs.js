// The inputs of a scenario as a list: what each is, how well it is known, and a field to change it.

import { fill, make } from './dom.js'
import { markBadge } from './page-view.js'
import { numberText, otherLanguage, pick, say } from './words.js'

/** Inputs that are shown at once. */
const shownInputs = 12

/**
 * A list of inputs that can be filtered: `{element, update}`. `values()` gives the changed ones by path;
 * `change(path, text)` is called with a text, or null to undo. `sliders()` are those of the browser's kernel by path;
 * `slide(path, index)` is called while one is moved. `faults()` are the words of wrong values by path. `find` is the
 * filter, kept by the caller. Only a filter moves rows; `update()` shows values, faults and sliders where they stand.
 */
export function inputList({
  inputs, values, change, find, sliders = () => new Map(), slide = null, faults = () => new Map(), jump = null,
}) {
  const list = make('ul', { class: 'inputs' })
  const count = make('p', { class: 'hint', role: 'status' })
  const more = make('p', { class: 'more' })
  const first = values()
  const rank = (input) => (input.path in first ? 0 : sliders().has(input.path) ? 1 : input.range ? 2 : 3)
  // Sorted once: what is changed later stays where it is.
  find.order ??= inputs.map(({ path }, index) => ({ path, key: rank(inputs[index]) * inputs.length + index }))
    .sort((one, other) => one.key - other.key).map(({ path }) => path)
  const places = new Map(find.order.map((path, index) => [path, index]))
  const placeOf = ({ path }) => places.get(path) ?? inputs.length
  const sorted = [...inputs].sort((one, other) => placeOf(one) - placeOf(other))
  let rows = []
  const search = make('input', {
    type: 'search', id: 'input-search', value: find.query, placeholder: say('input-search'), 'aria-label': say('input-search'),
    oninput: () => { find.query = search.value; find.shown = shownInputs; show() },
  })
  const chip = (id, checked, word, choose, hidden = false) => make('label', { class: 'chip', hidden }, make('input', {
    type: 'checkbox', checked, id,
    onchange: (event) => { choose(event.target.checked); find.shown = shownInputs; show() },
  }), make('span', {}, word))
  const onlyLive = chip('only-live', find.live, say('only-live'), (on) => { find.live = on }, true)
  const chips = make('fieldset', { class: 'chips' }, make('legend', {}, say('grade')),
    ['A', 'B', 'C', 'D'].filter((grade) => inputs.some((input) => input.grade === grade)).map((grade) =>
      chip(`grade-${grade}`, find.grades.includes(grade), `${grade} ${say(`mark-grade-${grade.toLowerCase()}`)}`, (on) => {
        find.grades = on ? [...find.grades, grade] : find.grades.filter((other) => other !== grade)
      })),
    chip('only-changed', find.changed, say('only-changed'), (on) => { find.changed = on }), onlyLive)

  function show() {
    const words = find.query.toLowerCase().split(/\s+/).filter(Boolean)
    const chosen = values()
    const found = sorted.filter((input) => {
      if (find.grades.length && !find.grades.includes(input.grade)) return false
      if (find.changed && !(input.path in chosen)) return false
      if (find.live && !sliders().has(input.path)) return false
      const text = `${input.path} ${input.title ? `${input.title.zh} ${input.title.en}` : ''} ${input.note ?? ''}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    // What is named so comes before what only mentions the word in its note.
    const isNamed = (input) => words.every((word) => `${input.path} ${input.title?.zh ?? ''} ${input.title?.en ?? ''}`.toLowerCase().includes(word))
    const ordered = [...found.filter(isNamed), ...found.filter((input) => !isNamed(input))]
    count.textContent = say('inputs-found', { n: found.length, of: inputs.length })
    rows = ordered.slice(0, find.shown).map((input) => inputRow(input, { values, change, sliders, slide, faults, jump }))
    fill(list, rows.map((row) => row.element))
    fill(more, found.length > find.shown
      ? make('button', { type: 'button', class: 'quiet', onclick: () => { find.shown += 30; show() } }, say('more-inputs', { n: found.length - find.shown }))
      : null)
    onlyLive.hidden = sliders().size === 0 || sliders().size === inputs.length
  }

  function update() {
    for (const row of rows) row.update()
    onlyLive.hidden = sliders().size === 0 || sliders().size === inputs.length
  }
  show()
  return { element: make('div', { class: 'input-list' }, search, chips, count, list, more), update }
}

/** What a filter of inputs begins with. */
export function newFilter() {
  return { query: '', grades: [], changed: false, live: false, shown: shownInputs, order: null }
}

/** A path as words that can break between its parts. */
function pathWords(path) {
  return path.split('.').flatMap((part, index) => [index ? ' › ' : '', part]).join('')
}

/** The row of an input: `{element, update}`. */
function inputRow(input, { values, change, sliders, slide, faults, jump }) {
  const id = `input-${input.path.replace(/[^\w-]/g, '_')}`
  const title = input.title ? pick(input.title) : null
  const field = make('input', {
    type: 'text', id, class: input.text.length > 14 ? 'wide' : null, autocomplete: 'off', spellcheck: 'false',
    onchange: () => {
      const text = withUnit(field.value.trim(), input)
      put(text === '' || text === input.text ? null : text)
    },
  })
  const fault = make('p', { class: 'field-fault', id: `${id}-fault`, hidden: true })
  const back = make('button', {
    type: 'button', class: 'quiet', 'aria-label': say('undo-input', { name: title ?? input.path }),
    onclick: () => { put(null); field.focus() },
  }, say('undo-one', { text: input.text }))
  const place = make('span', { class: 'slider' })
  let bar = null
  let barOf = null
  let shown = null

  function put(text) {
    change(input.path, text)
    shown = null
    update()
  }

  function update() {
    const now = values()[input.path]
    const wrong = faults().get(input.path) ?? null
    element.className = now === undefined ? 'input' : 'input changed'
    back.hidden = now === undefined
    fault.hidden = wrong === null
    fault.textContent = wrong ?? ''
    if (wrong === null) {
      field.removeAttribute('aria-invalid')
      field.removeAttribute('aria-describedby')
    } else {
      field.setAttribute('aria-invalid', 'true')
      field.setAttribute('aria-describedby', fault.id)
    }
    const slider = sliders().get(input.path) ?? null
    if (!bar || slider !== barOf) {
      const hadKeyboard = place.contains(document.activeElement)
      bar = slider ? kernelSlider(input, field, { slider, slide, put }) : plainSlider(input, field, put)
      barOf = slider
      place.hidden = bar === null
      fill(place, bar?.element)
      bar?.show(now ?? input.text)
      if (hadKeyboard) place.querySelector('input')?.focus()
    }
    // What is being typed or moved stays as it is until the value itself is another.
    if (shown === (now ?? input.text)) return
    shown = now ?? input.text
    field.value = shown
    bar?.show(shown)
  }

  const element = make('li', {},
    make('div', { class: 'input-name' },
      make('label', { for: id }, title ?? pathWords(input.path)),
      title ? make('span', { class: 'path' }, pathWords(input.path)) : null),
    make('div', { class: 'input-value' }, field, place, back), fault,
    make('p', { class: 'input-facts' },
      input.grade ? markBadge(`grade-${input.grade.toLowerCase()}`) : null, ' ',
      input.source ? make('span', {}, say('source-is', { name: sourceName(input.source) })) : null, ' ',
      input.range ? make('span', {}, rangeText(input)) : null, ' ',
      input.note ? make('span', { class: 'note', lang: otherLanguage(input.note) }, input.note) : null,
      jump && input.line ? make('button', { type: 'button', class: 'link', onclick: () => jump(input) }, say('line-n', { line: String(input.line) })) : null))
  update()
  return { element, update }
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

/** A slider over the range of an input: `{element, show(text)}`; null when it can have none. */
function plainSlider(input, field, put) {
  const track = trackOf(input)
  if (!track) return null
  const { number, low, high, decimals } = track
  const words = (value) => `${Number(Number(value).toFixed(decimals))}${number.unit}`
  const bar = make('input', { type: 'range', min: low, max: high, step: 10 ** -decimals, 'aria-label': sliderName(input) })
  const tell = () => bar.setAttribute('aria-valuetext', words(bar.value))
  bar.addEventListener('input', () => {
    field.value = words(bar.value)
    tell()
  })
  bar.addEventListener('change', () => put(Number(bar.value) === number.value ? null : words(bar.value)))
  return {
    element: make('span', { class: 'slider-body' }, bar, sliderEnds(words(low), words(high))),
    show(text) {
      bar.value = numberIn(text)?.value ?? number.value
      tell()
    },
  }
}

/** A slider whose steps the browser's kernel knows: the result follows while it moves. `{element, show(text)}` */
function kernelSlider(input, field, { slider, slide, put }) {
  const bar = make('input', {
    type: 'range', min: 0, max: slider.choices.length - 1, step: 1, class: 'live', 'data-slider': slider.path,
    'aria-label': sliderName(input), title: say('live-mark-what'),
  })
  const choice = () => slider.choices[Number(bar.value)]
  const tell = () => bar.setAttribute('aria-valuetext', choice().text)
  bar.addEventListener('input', () => {
    field.value = choice().text
    tell()
    slide(slider.path, Number(bar.value))
  })
  bar.addEventListener('change', () => put(choice().text === slider.text ? null : choice().text))
  return {
    element: make('span', { class: 'slider-body' }, bar,
      sliderEnds(slider.choices[0].text, slider.choices.at(-1).text, make('span', { class: 'live-mark', title: say('live-mark-what') }, say('live-mark')))),
    show(text) {
      bar.value = Math.max(0, slider.choices.findIndex((found) => found.text === text))
      tell()
    },
  }
}

function sliderName(input) {
  return say('slider-of', { name: input.title ? pick(input.title) : input.path })
}

/** Where a slider begins and where it ends, in the words of the values. */
function sliderEnds(low, high, mark = null) {
  return make('span', { class: 'slider-ends', 'aria-hidden': 'true' }, make('span', {}, low), mark, make('span', {}, high))
}
