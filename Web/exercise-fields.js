// The fields of an exercise: levers, predictions, questions. Each tells its own fault.

import { make } from './dom.js'
import { inline } from './markdown.js'
import { pick, say } from './words.js'

/** The fault of a field, or nothing; what is read out belongs to the field. */
function faultView(id, fault) {
  return make('p', { class: 'field-fault', id: `${id}-fault`, role: fault ? 'alert' : null, hidden: !fault }, fault ?? '')
}

function unitText(unit) {
  return unit ? [' ', make('span', { class: 'unit' }, pick(unit))] : null
}

/** What a choice of a lever is called. */
export function choiceText(choice) {
  return choice.label ? pick(choice.label) : choice.text
}

/** What a choice of a lever is called, with the unit of a number. */
export function settingText(lever, text) {
  const names = named(text).map((one) => choiceText(lever.choices.find((choice) => choice.text === one) ?? { text: one }))
  if (names.length === 0) return say('none')
  const unit = lever.unit && !lever.choices[0].label ? ` ${pick(lever.unit)}` : ''
  return names.join(say('comma')) + unit
}

/** The choices that a text names, of reforms several. */
function named(text) {
  return text === 'none' ? [] : text.split('+').filter(Boolean)
}

/** Whether a lever is typed as a number. */
export function isTyped(lever) {
  return lever.kind !== 'design' && lever.kind !== 'reforms' && lever.choices.length > 2 && !lever.choices.some(({ label }) => label)
}

/** A lever as a field. `text` is what stands in it, `changed(text)` hears what is put there. */
export function leverField(lever, text, fault, changed) {
  const id = `lever-${lever.name}`
  if (lever.kind === 'reforms') return reformsField(lever, id, text, fault, changed)
  if (lever.kind === 'design' || lever.choices.some(({ label }) => label)) return namedField(lever, id, text, fault, changed)
  const field = isTyped(lever)
    ? make('input', {
      type: 'text', inputmode: 'decimal', id, value: text, autocomplete: 'off', 'aria-invalid': fault ? 'true' : null,
      'aria-describedby': `${id}-hint ${id}-fault`, oninput: (event) => changed(event.target.value),
    })
    : make('select', { id, 'aria-describedby': `${id}-fault`, onchange: (event) => changed(event.target.value) },
      lever.choices.map((choice) => make('option', { value: choice.text, selected: choice.text === text }, choice.text)))
  return make('div', { class: 'field' },
    make('label', { for: id }, pick(lever.title)),
    make('div', { class: 'field-value' }, field, unitText(lever.unit)),
    isTyped(lever) ? make('p', { class: 'hint', id: `${id}-hint` }, say('allowed', { values: allowedText(lever) })) : null,
    faultView(id, fault))
}

/** The values a lever can have, in words. */
export function allowedText({ choices }) {
  const texts = choices.map(({ text }) => text)
  return texts.length <= 12 ? texts.join(say('comma'))
    : say('allowed-steps', { first: texts[0], second: texts[1], last: texts.at(-1) })
}

/** A lever whose choices have names: all of them in sight. */
function namedField(lever, id, text, fault, changed) {
  return make('fieldset', { class: 'field wide', id, 'aria-describedby': `${id}-fault` },
    make('legend', {}, pick(lever.title)),
    make('div', { class: 'choices' }, lever.choices.map((choice) => make('label', { class: 'choice' },
      make('input', { type: 'radio', name: id, id: `${id}-${choice.text}`, value: choice.text, checked: choice.text === text, onchange: () => changed(choice.text) }),
      make('span', {}, choiceText(choice))))),
    faultView(id, fault))
}

function reformsField(lever, id, text, fault, changed) {
  const taken = new Set(named(text))
  return make('fieldset', { class: 'field wide', id, 'aria-describedby': `${id}-hint ${id}-fault` },
    make('legend', {}, pick(lever.title)),
    lever.atMost !== null && lever.atMost < lever.choices.length
      ? make('p', { class: 'hint', id: `${id}-hint` }, say('at-most', { n: lever.atMost })) : null,
    make('div', { class: 'choices' }, lever.choices.map((choice) => make('label', { class: 'choice' },
      make('input', {
        type: 'checkbox', id: `${id}-${choice.text}`, checked: taken.has(choice.text),
        onchange: (event) => {
          if (event.target.checked) taken.add(choice.text)
          else taken.delete(choice.text)
          changed(lever.choices.map((one) => one.text).filter((one) => taken.has(one)).join('+') || 'none')
        },
      }), make('span', {}, choiceText(choice))))),
    faultView(id, fault))
}

/** A number to type or an option to choose. `ask` and the texts of options are words already. */
function answerField(id, { ask, unit, options }, text, fault, changed, name) {
  if (options?.length) {
    return make('fieldset', { class: 'field', id, 'aria-describedby': `${id}-fault` },
      make('legend', { class: 'question' }, inline(ask)),
      make('div', { class: 'choices' }, options.map((option) => make('label', { class: 'choice' },
        make('input', { type: 'radio', name, id: `${id}-${option.id}`, value: option.id, checked: option.id === text, onchange: () => changed(option.id) }),
        make('span', {}, inline(option.text))))),
      faultView(id, fault))
  }
  return make('div', { class: 'field' },
    make('label', { for: id, class: 'question' }, inline(ask)),
    make('div', { class: 'field-value' }, numberInput(id, text, fault, changed), unitText(unit)),
    faultView(id, fault))
}

function numberInput(id, text, fault, changed, more = {}) {
  return make('input', {
    type: 'text', inputmode: 'decimal', id, value: text, autocomplete: 'off', 'aria-invalid': fault ? 'true' : null,
    'aria-describedby': `${id}-fault`, oninput: (event) => changed(event.target.value), ...more,
  })
}

/** A prediction as a field. */
export function predictionField(prediction, words, text, fault, changed) {
  return answerField(`predict-${prediction.id}`, { ...words, unit: prediction.unit }, text, fault, changed, `predict-${prediction.id}`)
}

/** A question as a field; of a condition, its words alone. */
export function questionField(question, words, text, fault, changed) {
  const id = `answer-${question.id}`
  switch (question.kind) {
    case 'number': case 'choice':
      return answerField(id, { ...words, unit: question.unit }, text, fault, changed, id)
    case 'interval': {
      const ends = [...text.split('..'), ''].slice(0, 2)
      const put = (at) => (value) => {
        ends[at] = value
        changed(ends.some((end) => end.trim() !== '') ? ends.join('..') : '')
      }
      return make('fieldset', { class: 'field' }, make('legend', { class: 'question' }, inline(words.ask)),
        make('div', { class: 'field-value' },
          make('label', { for: id }, say('from')), ' ', numberInput(id, ends[0], fault, put(0)), ' ',
          make('label', { for: `${id}-to` }, say('to')), ' ',
          numberInput(`${id}-to`, ends[1], fault, put(1), { 'aria-describedby': `${id}-fault` }), unitText(question.unit)),
        faultView(id, fault))
    }
    case 'text':
      return make('div', { class: 'field' }, make('label', { for: id, class: 'question' }, inline(words.ask)),
        make('textarea', { id, rows: '3', value: text, oninput: (event) => changed(event.target.value) }), faultView(id, fault))
    default:
      return make('div', { class: 'field' }, make('p', { class: 'question', id, tabindex: '-1' }, inline(words.ask)),
        make('p', { class: 'hint' }, say('condition-hint')))
  }
}
