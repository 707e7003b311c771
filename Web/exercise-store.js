// What this browser keeps of a student's exercises: who works, the sealed lines, and what is typed but not sent yet.

import { linesOf, nextLine, standing } from './exercise-progress.js'

const place = 'reformlab-exercises'

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}')
    return { who: { student: '', course: '' }, lines: [], drafts: {}, ...kept }
  } catch {
    return { who: { student: '', course: '' }, lines: [], drafts: {} }
  }
}

// A page may be refused a store; then it remembers as long as it is open.
let memory = null

function change(action) {
  const kept = memory ?? read()
  action(kept)
  try {
    localStorage.setItem(place, JSON.stringify(kept))
  } catch {
    memory = kept
  }
}

function kept() {
  return memory ?? read()
}

/** Who works here: `{student, course}`, both free text, both may be empty. */
export function whoWorks() {
  return kept().who
}

/** Says who works here. */
export function setWho(who) {
  change((all) => { all.who = { ...all.who, ...who } })
}

/** All lines, as they were written. */
export function keptLines() {
  return kept().lines
}

/** Puts lines in the place of those kept. */
export function replaceLines(lines) {
  change((all) => { all.lines = lines })
}

/** Adds a line on an exercise: an action and what it brings; before the first of all, that it was begun. */
export function addLine(module, exercise, action, facts = {}) {
  change((all) => {
    const { id, version, digest, product } = exercise
    const add = (name, more) => all.lines.push(nextLine(module, all.lines.at(-1) ?? null, new Date(), {
      student: all.who.student, course: all.who.course, exercise: id, version, digest, product, action: name, ...more,
    }))
    if (!standing(linesOf(all.lines, all.who, exercise)).started) add('start', {})
    add(action, facts)
  })
}

/** Where who works here stands in an exercise. */
export function standingIn(exercise) {
  const { who, lines } = kept()
  return standing(linesOf(lines, who, exercise))
}

function draftName(who, id) {
  return [who.course, who.student, id].join('\n')
}

/** What is typed in an exercise: `{levers, answers, predictions}`, texts by name; null when nothing is. */
export function draftOf(id) {
  const { who, drafts } = kept()
  return drafts[draftName(who, id)] ?? null
}

/** Keeps what is typed in an exercise; null forgets it. */
export function keepDraft(id, draft) {
  change((all) => {
    if (draft === null) delete all.drafts[draftName(all.who, id)]
    else all.drafts[draftName(all.who, id)] = draft
  })
}
