// The first page: three doors, each one step from a result.

import { fill, make } from './dom.js'
import { doorsOf } from './doors.js'
import { scenarioTitle } from './frame.js'
import { pick, say } from './words.js'

const doorGlyphs = {
  compare: 'M4 20V9h5v11M15 20V4h5v16M2 20h20',
  'what-if': 'M4 6h10m4 0h2M4 12h2m4 0h10M4 18h8m4 0h4M16 4v4M8 10v4M14 16v4',
  learn: 'M3 6.5C6 5 9 5 12 7c3-2 6-2 9-.5V19c-3-1.5-6-1.5-9 .5-3-2-6-2-9-.5zM12 7v12',
}

/** The first page. */
export function homeView(lab) {
  return {
    title: () => say('product'),
    render(root) {
      const entry = lab.entry(lab.state.scenario)
      const doors = doorsOf(lab)
      const count = lab.index.scenarios.length
      fill(root, make('div', { class: 'home' },
        make('div', { class: 'hero' },
          make('h1', { id: 'screen-title', tabindex: '-1' },
            say('home-title').split(/(?<=[，,] ?)(?! )/).map((clause) => make('span', { class: 'phrase' }, clause))),
          make('p', { class: 'lead' }, say('home-what'))),
        make('div', { class: 'picked' },
          make('p', {}, make('span', { class: 'label' }, say('scenario')), ' ', make('strong', {}, scenarioTitle(lab))),
          entry?.summary ? make('p', { class: 'hint' }, pick(entry.summary)) : null,
          count > 1 ? make('button', { type: 'button', id: 'choose-scenario', class: 'quiet', onclick: () => lab.chooseScenario() },
            say('other-scenario-count', { n: count })) : null),
        make('ul', { class: 'doors' }, doors.map((door) => make('li', {},
          make('button', { type: 'button', class: 'door', id: `door-${door}`, onclick: () => lab.open({ view: door, exercise: null }) },
            glyph(doorGlyphs[door]),
            make('span', { class: 'door-name' }, say(`door-${door}`)),
            make('span', { class: 'door-question' }, say(`door-${door}-question`)),
            make('span', { class: 'door-what' }, say(`door-${door}-what`)),
            make('span', { class: 'door-go', 'aria-hidden': 'true' }, say(`door-${door}-go`)))))),
        make('dl', { class: 'orient' },
          make('div', {}, make('dt', {}, say('what-is-this')), make('dd', {}, say('home-this'))),
          make('div', {}, make('dt', {}, say('where-from')), make('dd', {}, say('home-from'))),
          make('div', {}, make('dt', {}, say('what-next')), make('dd', {}, say(doors.includes('learn') ? 'home-next' : 'home-next-two'))))))
    },
    leave: () => true,
  }
}

function glyph(path) {
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  drawing.setAttribute('viewBox', '0 0 24 24')
  drawing.setAttribute('aria-hidden', 'true')
  drawing.setAttribute('class', 'door-glyph')
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  line.setAttribute('d', path)
  drawing.append(line)
  return drawing
}
