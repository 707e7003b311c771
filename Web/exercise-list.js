// The exercises in order, how far the student is with each, and her own file.

import { announce, fill, make, offerFile } from './dom.js'
import { commandOf } from './exercise-command.js'
import { openExercise, pageModule } from './exercise-host.js'
import { follows, isSealed } from './exercise-progress.js'
import { keptLines, replaceLines, setWho, standingIn, whoWorks } from './exercise-store.js'
import { gradeFile } from './grade-file.js'
import { screenHead } from './frame.js'
import { plainText } from './markdown.js'
import { problemView } from './problems.js'
import { currentLanguage, pick, say } from './words.js'

/** Exercises from here on are of whole processes. */
const firstProcessOrder = 100

/** The list of exercises. */
export function exerciseList(lab) {
  let root = null
  const message = make('div', { role: 'status', id: 'file-message' })

  function draw() {
    const entries = [...lab.exercises].sort((one, other) => one.order - other.order)
    const states = new Map(entries.map((entry) => [entry.id, standingIn(entry)]))
    const next = entries.find(({ id }) => !states.get(id).passed) ?? entries[0]
    fill(root,
      screenHead(lab, {
        kind: say('door-learn'), title: say('exercises-title'), scenario: false, what: say('exercises-what'), from: say('exercises-from'),
        next: [{ label: pick(next.title), go: () => lab.open({ exercise: next.id }) }, { label: say('class-title'), go: () => lab.open({ view: 'class' }) }],
      }),
      whoForm(),
      [['exercises-basic', entries.filter(({ order }) => order < firstProcessOrder)], ['exercises-process', entries.filter(({ order }) => order >= firstProcessOrder)]]
        .filter(([, group]) => group.length).map(([word, group]) => make('section', { class: 'exercise-group', 'aria-labelledby': word },
          make('h2', { id: word }, say(word)),
          make('ol', { class: 'exercise-cards' }, group.map((entry) => cardView(entry, entries, states))))),
      fileView())
  }

  function cardView(entry, entries, states) {
    const at = states.get(entry.id)
    const needs = entry.needs.map((id) => entries.find((one) => one.id === id)).filter(Boolean)
    const state = at.passed ? 'passed' : at.started ? 'begun' : 'new'
    const missing = needs.filter(({ id }) => !states.get(id).passed)
    return make('li', { class: `exercise-card ${state}` },
      make('button', { type: 'button', class: 'link exercise-name', id: `exercise-${entry.id}`, onclick: () => lab.open({ exercise: entry.id }) }, pick(entry.title)),
      make('p', { class: 'facts' },
        make('span', { class: `mark ${{ passed: 'better', begun: 'cannot-tell', new: '' }[state]}` },
          make('span', { class: 'glyph', 'aria-hidden': 'true' }, { passed: '✓', begun: '…', new: '○' }[state]), ` ${say(`state-${state}`)}`), ' ',
        make('span', {}, say('about-minutes', { n: entry.minutes })), ' ',
        make('code', { class: 'code-name' }, entry.id)),
      needs.length ? make('p', { class: 'hint' }, say(missing.length ? 'needs' : 'needs-done', { names: needs.map(({ title }) => pick(title)).join(say('list-comma')) })) : null)
  }

  function whoForm() {
    const { student, course } = whoWorks()
    const field = (name, value, hint) => make('div', { class: 'field' }, make('label', { for: `who-${name}` }, say(`who-${name}`)),
      make('input', {
        type: 'text', id: `who-${name}`, value, maxlength: '80', autocomplete: 'off', 'aria-describedby': `who-${name}-hint`,
        onchange: (event) => { setWho({ [name]: event.target.value.trim() }); draw(); announce(say('who-kept')) },
      }), make('p', { class: 'hint', id: `who-${name}-hint` }, hint))
    return make('form', { class: 'fields who-form', onsubmit: (event) => event.preventDefault() },
      field('student', student, say('who-student-hint')), field('course', course, say('who-course-hint')))
  }

  function fileView() {
    const picker = make('input', { type: 'file', id: 'own-file', accept: '.json,application/json', onchange: async (event) => {
      const [file] = event.target.files
      if (file) await bringBack(await file.text())
      event.target.value = ''
    } })
    return make('section', { class: 'reading', 'aria-labelledby': 'own-file-head' },
      make('h2', { id: 'own-file-head' }, say('own-file-title')), make('p', { class: 'hint' }, say('own-file-what')),
      make('p', { class: 'actions' }, make('button', { type: 'button', id: 'save-file', disabled: keptLines().length === 0, onclick: () => saveGradeFile(lab, message) }, say('save-grade-file'))),
      make('div', { class: 'field' }, make('label', { for: 'own-file' }, say('bring-back')), picker), message)
  }

  async function bringBack(text) {
    let file = null
    try {
      file = JSON.parse(text)
    } catch { /* Told below. */ }
    const isFile = file?.format === 1 && Array.isArray(file.lines)
    const module = isFile ? await pageModule() : null
    const lines = isFile ? file.lines.map((line) => JSON.stringify(line)) : []
    if (!isFile || !lines.every((line) => isSealed(module, line)) || !file.lines.every((line, index) => index === 0 || follows(line, file.lines[index - 1]))) {
      fill(message, make('p', { class: 'field-fault' }, say(isFile ? 'file-broken' : 'file-unreadable')))
      return
    }
    const take = () => {
      replaceLines(lines)
      setWho({ student: file.student, course: file.course })
      draw()
      fill(message, make('p', { class: 'done' }, say('file-brought', { n: file.exercises.length })))
    }
    const known = new Set(lines)
    if (keptLines().every((line) => known.has(line))) return take()
    lab.dialog(say('bring-back'), (close) => [make('p', {}, say('bring-back-loses')), make('p', { class: 'actions' },
      make('button', { type: 'button', class: 'main', onclick: close }, say('stay')),
      make('button', { type: 'button', class: 'quiet', onclick: () => { close(); take() } }, say('replace-lines')))])
  }

  return {
    title: () => say('exercises-title'),
    render(into) {
      root = into
      draw()
    },
    leave: () => true,
  }
}

/** Offers the grade file of who works here; `message` says how it went. */
export async function saveGradeFile(lab, message = null) {
  try {
    const who = whoWorks()
    const begun = lab.exercises.filter((entry) => standingIn(entry).started)
    const engines = []
    for (const { id } of begun) engines.push(await openExercise(lab.source, id))
    const file = await gradeFile(who, keptLines(), engines, {
      output: (engine, test) => [say(test.passed ? 'test-passed' : 'test-failed'),
        test.says ? plainText(engine.text(test.says, currentLanguage(), test.saidValues)) : test.passed ? '' : say(`result-${test.result}`)].filter(Boolean).join(say('colon')),
      command: (engine, claim) => commandOf(engine, who, 'check', claim),
    })
    const name = `${['reformlab', who.course, who.student].map((part) => part.replace(/[^\p{L}\p{N}-]+/gu, '-')).filter(Boolean).join('-')}.json`
    offerFile(name, JSON.stringify(file, null, 1), 'application/json')
    if (message) fill(message, make('p', { class: 'done' }, say('file-made', { name })))
    else announce(say('file-made', { name }))
  } catch (error) {
    if (message) fill(message, problemView(error))
    else announce(say('problem-unknown', { code: String(error?.message ?? '') }))
  }
}
