// What a class shows together: the spread of predictions, the reasonings behind wrong answers, a table for a spreadsheet.

import { readNumber } from './exercise-engine.js'
import { findingKinds } from './grade-file.js'
import { plainText } from './markdown.js'
import { currentLanguage, numberText, pick, say } from './words.js'

/**
 * The chart of what a class predicted beside what the runs said, as `chartFigure` wants it; null when nobody
 * predicted. `claims` are those of the class in this exercise, verified, each with its `file`.
 */
export function predictionChart(engine, prediction, claims) {
  const given = claims.filter(({ claim }) => (claim.predictions?.[prediction.id] ?? '') !== '')
  if (given.length === 0) return null
  const asked = plainText(engine.text(prediction.ask, currentLanguage(), startValues(engine, given[0].file)))
  const chart = prediction.options?.length ? optionsChart(engine, prediction, given) : numbersChart(prediction, given)
  return { id: `predicted-${prediction.id}`, ...chart, finding: `${asked} ${chart.finding}` }
}

/** What texts see for the student of a file. */
function startValues(engine, { course, student }) {
  return engine.values(engine.variant(course, student), engine.startWork())
}

function optionsChart(engine, prediction, given) {
  const rows = prediction.options.map(({ id, text }, place) => ({
    option: plainText(engine.text(text, currentLanguage(), startValues(engine, given[0].file))),
    predicted: given.filter(({ claim }) => claim.predictions[prediction.id] === id).length,
    observed: given.filter(({ observed }) => Math.round(observed[prediction.id]) === place + 1).length,
  }))
  const right = given.filter(({ claim, observed }) => prediction.options.findIndex(({ id }) => id === claim.predictions[prediction.id]) + 1 === Math.round(observed[prediction.id])).length
  return {
    finding: say('predicted-options', { n: given.length, right }),
    table: tableOf([[say('head-option')], [say('head-predicted'), true], [say('head-observed'), true]], rows.map(({ option, predicted, observed }) => [option, String(predicted), String(observed)])),
    specification: {
      width: 'container', height: { step: 34 },
      data: { values: rows.flatMap(({ option, predicted, observed }) => [
        { option, count: predicted, which: say('head-predicted') }, { option, count: observed, which: say('head-observed') }]) },
      mark: 'bar',
      encoding: {
        y: { field: 'option', type: 'nominal', sort: null, title: null },
        yOffset: { field: 'which', sort: null },
        x: { field: 'count', type: 'quantitative', title: say('students'), axis: { tickMinStep: 1, format: 'd' } },
        color: { field: 'which', type: 'nominal', sort: null, title: null },
      },
    },
  }
}

function numbersChart(prediction, given) {
  const rows = given.map(({ student, claim, observed }) => ({ student, predicted: readNumber(claim.predictions[prediction.id]), observed: observed[prediction.id] }))
    .filter(({ predicted }) => predicted !== null)
  const unit = prediction.unit ? pick(prediction.unit) : ''
  const range = (values) => {
    const sorted = values.filter(Number.isFinite).sort((one, other) => one - other)
    return { low: sorted[0] ?? NaN, high: sorted.at(-1) ?? NaN, middle: sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN }
  }
  const [predicted, observed] = [range(rows.map((row) => row.predicted)), range(rows.map((row) => row.observed))]
  const text = (value) => Number.isFinite(value) ? numberText(value, 2) : '–'
  return {
    finding: say('predicted-numbers', {
      n: rows.length, low: text(predicted.low), high: text(predicted.high), middle: text(predicted.middle),
      from: text(observed.low), to: text(observed.high), unit,
    }),
    table: tableOf([[say('who-student')], [say('head-predicted'), true], [say('head-observed'), true]], rows.map((row) => [row.student, text(row.predicted), text(row.observed)])),
    specification: {
      width: 'container', height: 110,
      data: { values: rows.flatMap((row) => [
        { which: say('head-predicted'), value: row.predicted }, { which: say('head-observed'), value: row.observed },
      ].filter(({ value }) => Number.isFinite(value))) },
      mark: { type: 'point', filled: true, opacity: 0.6 },
      encoding: {
        x: { field: 'value', type: 'quantitative', title: unit || null, scale: { zero: true } },
        y: { field: 'which', type: 'nominal', sort: null, title: null },
        color: { field: 'which', type: 'nominal', sort: null, legend: null },
        shape: { field: 'which', type: 'nominal', sort: null, legend: null },
        size: { aggregate: 'count', legend: null, scale: { range: [60, 400] } },
        tooltip: [{ field: 'value', title: unit || say('head-predicted') }, { aggregate: 'count', title: say('students') }],
      },
    },
  }
}

function tableOf(columns, rows) {
  return {
    caption: say('data-table'), columns: columns.map(([head, numeric]) => ({ head, numeric: numeric === true })),
    rows: rows.map((row) => row.map((text) => ({ text }))),
  }
}

/** The reasonings behind wrong answers with how many students they led astray; null when none did. */
export function wrongTable(engine, claims) {
  const rows = engine.exercise.questions.flatMap((question) => (question.misconceptions ?? []).map((one) => {
    const name = one.id ?? question.options[one.option].id
    const found = claims.flatMap(({ wrong }) => wrong.filter((other) => other.question === question.id && other.wrong === name))
    if (found.length === 0) return null
    const words = (template) => plainText(engine.text(template, currentLanguage(), found[0].saidValues))
    return [words(question.ask), words(one.says), found.length]
  })).filter(Boolean).sort((one, other) => other[2] - one[2])
  if (rows.length === 0) return null
  return { ...tableOf([[say('head-question')], [say('head-reasoning')], [say('students'), true]], rows.map((row) => row.map(String))), caption: say('wrong-caption') }
}

/** All claims as comma-separated values, with the mark that spreadsheets want to see UTF-8. */
export function classCSV(imported) {
  const heads = ['student', 'course', 'exercise', 'version', 'score', 'verified_score', 'verified', 'attempts', 'hints', 'started', 'passed', 'findings', 'file']
  const rows = imported.flatMap(({ name, file, result }) => file.exercises.map((claim) => {
    const found = result?.exercises.find((one) => one.claim === claim)
    const findings = new Set([...(result?.findings ?? []), ...(found?.findings ?? [])].map((code) => findingKinds[code]))
    return [file.student, file.course, claim.id, claim.version, claim.score, found?.score ?? '', found ? findings.size === 0 : '', claim.attempts, claim.hints,
      claim.started ?? '', claim.passed ?? '', [...findings].join(' '), name]
  }))
  return '\ufeff' + [heads, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n'
}

/** A cell; what a spreadsheet would take for a formula is made a text. */
function quoted(value) {
  const text = String(value)
  const plain = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
