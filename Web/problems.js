// What went wrong, in plain sentences, and what to do.

import { make } from './dom.js'
import { languageTag, pick, say, currentLanguage } from './words.js'

/** Codes for which the application has words of its own. */
const explained = ['server-gone', 'site-gone', 'not-here', 'no-kernel']

/** A problem with its diagnostics; `again` is what a second try does, `jump` goes to the place of a diagnostic. */
export function problemView(error, { again = null, jump = null } = {}) {
  const code = error?.code ?? 'unknown'
  const ours = explained.includes(code)
  const text = error?.words ? pick(error.words) : ours ? say(`problem-${code}`) : say('problem-unknown', { code: String(error?.message ?? code) })
  return make('div', { class: 'problem', role: 'alert' },
    make('p', {}, make('strong', {}, say('problem')), ' ', text),
    error?.diagnostics?.length ? diagnosticList(error.diagnostics, jump) : null,
    again ? make('p', {}, make('button', { type: 'button', onclick: again }, say('try-again'))) : null)
}

/** Diagnostics as a list, each with its place and hint. */
export function diagnosticList(diagnostics, jump = null) {
  return make('ul', { class: 'diagnostics' }, diagnostics.map((found) => {
    const place = say('at-line', { line: String(found.line), column: String(found.column) })
    return make('li', { class: found.severity },
      make('span', { class: `mark ${found.severity === 'error' ? 'worse' : 'cannot-tell'}` },
        make('span', { 'aria-hidden': 'true', class: 'glyph' }, found.severity === 'error' ? '✗' : '!'),
        ` ${say(found.severity === 'error' ? 'error' : 'warning')}`), ' ',
      jump ? make('button', { type: 'button', class: 'link', onclick: () => jump(found) }, place) : place, ' ',
      make('span', { lang: languageTag(currentLanguage()) }, pick(found.message)),
      found.hint ? make('span', { class: 'hint' }, pick(found.hint)) : null,
      found.code ? [' ', make('code', { class: 'code-name' }, found.code)] : null)
  }))
}

/** A notice above the page that can be closed. */
export function notice(text, actions = []) {
  const box = make('div', { class: 'notice', role: 'status' }, make('p', {}, text),
    make('p', { class: 'actions' },
      actions.map(({ label, act }) => make('button', { type: 'button', onclick: () => { box.remove(); act() } }, label)),
      make('button', { type: 'button', class: 'quiet', onclick: () => box.remove() }, say('close'))))
  document.getElementById('notices').append(box)
  return box
}
