// What every screen has: a title, what it shows, where its numbers come from, what to do next.

import { make } from './dom.js'
import { languageTag, pick, say } from './words.js'

/** The head of a screen. `next` are links: `{label, go}`. */
export function screenHead(lab, { kind, title, what, from, next, scenario = true }) {
  return make('div', { class: 'screen-head' },
    make('div', { class: 'screen-title' },
      make('p', { class: 'kicker' }, kind),
      make('h1', { id: 'screen-title', tabindex: '-1' }, title),
      scenario && lab.index.scenarios.length > 1 ? make('button', { type: 'button', class: 'quiet', id: 'choose-scenario', onclick: () => lab.chooseScenario() },
        say('other-scenario')) : null),
    foldable('orient', say('about-screen'), make('dl', { class: 'orient' },
      make('div', {}, make('dt', {}, say('what-is-this')), make('dd', {}, what)),
      make('div', {}, make('dt', {}, say('where-from')), make('dd', {}, from)),
      make('div', {}, make('dt', {}, say('what-next')),
        make('dd', {}, next.map((link, index) => [index ? say('or') : '',
          make('button', { type: 'button', class: 'link', onclick: link.go }, link.label)]))))))
}

const roomyWindow = matchMedia('(min-width: 48rem)')
roomyWindow.addEventListener('change', ({ matches }) => {
  for (const fold of document.querySelectorAll('.fold')) fold.open = matches
})

/** Something that stands open where there is room, and behind a word on a narrow screen. */
export function foldable(name, label, content) {
  return make('details', { class: `fold fold-${name}`, open: roomyWindow.matches },
    make('summary', {}, label), content)
}

/** The title of a scenario, or of a text that was edited. */
export function scenarioTitle(lab) {
  const entry = lab.entry(lab.state.scenario)
  const title = entry ? pick(entry.title) : lab.state.scenario
  return lab.state.text ? say('edited-of', { title }) : title
}

/** A line with the command that makes the same results, and a button that copies it. */
export function commandLine(lab, command) {
  return make('div', { class: 'command' },
    make('span', { class: 'label' }, say('same-command')),
    make('code', { tabindex: '0', lang: languageTag('en') }, command),
    make('button', { type: 'button', class: 'quiet', onclick: () => lab.copy(command) }, say('copy')))
}

/** Boxes to check as a group: `{name, label, checked, title?}`. */
export function checks(legend, items, changed) {
  return make('fieldset', { class: 'chips' }, make('legend', {}, legend),
    items.map((item) => make('label', { class: 'chip' },
      make('input', {
        type: 'checkbox', name: item.name, checked: item.checked, id: `check-${legend.length}-${item.name}`,
        onchange: (event) => changed(item.name, event.target.checked),
      }), make('span', {}, item.label))))
}

/** Waiting, in words. */
export function waiting(text) {
  return make('p', { class: 'waiting' }, make('span', { class: 'pulse', 'aria-hidden': 'true' }), text)
}
