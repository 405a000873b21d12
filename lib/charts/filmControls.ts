import type { Canvas } from './frame';
import { element } from './svg';

const BUTTON = 30;

/**
 * Play button and slider below the plot, hidden until the film's script finds that it may run; over the plot of a film that turns
 * a stage on which it is turned by dragging.
 */
export function drawControls(
  { document, left, top, width, height }: Canvas,
  turning: boolean = false,
): SVGElement {
  const y = top + height + 58;
  const track = { d: `M${left + BUTTON},${y}H${left + width}`, 'stroke-linecap': 'round' };
  const stage = {
    id: 'stage',
    x: left,
    y: top,
    width,
    height,
    fill: '#fff',
    'fill-opacity': 0,
    style: 'cursor:grab',
  };
  return element(document, 'g', { id: 'controls', visibility: 'hidden', style: 'cursor:pointer' }, [
    ...(turning ? [element(document, 'rect', stage)] : []),
    element(document, 'path', { ...track, stroke: '#ccc', 'stroke-width': 6 }),
    element(document, 'rect', {
      id: 'track',
      x: left + BUTTON - 8,
      y: y - 12,
      width: width - BUTTON + 16,
      height: 24,
      fill: '#fff',
      'fill-opacity': 0,
    }),
    element(document, 'circle', { id: 'knob', cx: left + BUTTON, cy: y, r: 8, fill: '#0072B2', tabindex: 0 }),
    element(document, 'g', { id: 'play', role: 'button', tabindex: 0, 'aria-label': 'play or pause' }, [
      element(document, 'rect', {
        x: left - 4,
        y: y - 12,
        width: 24,
        height: 24,
        fill: '#fff',
        'fill-opacity': 0,
      }),
      element(document, 'path', { id: 'icon', fill: '#0072B2', transform: `translate(${left},${y})` }),
    ]),
  ]);
}

/**
 * The script inside the SVG. It runs when the SVG is a document of its own (opened as a file, or in an <object>), not
 * in an <img>. Time is set to the middle of a frame, so that rounding cannot show its neighbour.
 */
export function controlsScript(frameCount: number, rate: number): string {
  if (frameCount === 1) return '';
  const source = `(function () {
  var svg = document.documentElement, count = ${frameCount}, rate = ${rate};
  var find = function (id) { return document.getElementById(id); };
  var controls = find('controls'), track = find('track'), knob = find('knob'), play = find('play'), icon = find('icon');
  if (!svg.setCurrentTime || !controls) return;
  var from = +track.getAttribute('x') + 8, length = +track.getAttribute('width') - 16, playing = true;
  var frame = function () { return Math.floor(svg.getCurrentTime() * rate + 1e-6) % count; };
  var draw = function () {
    var k = frame();
    knob.setAttribute('cx', from + length * k / (count - 1));
    knob.setAttribute('aria-valuenow', k + 1);
    icon.setAttribute('d', playing ? 'M0,-8h5v16h-5zM9,-8h5v16h-5z' : 'M0,-9L15,0L0,9z');
  };
  var stage = find('stage');
  var go = function (k) {
    pause();
    k = stage ? (k % count + count) % count : Math.min(count - 1, Math.max(0, k));
    svg.setCurrentTime((k + 0.5) / rate);
    draw();
  };
  var pause = function () { playing = false; svg.pauseAnimations(); };
  var resume = function () { playing = true; svg.unpauseAnimations(); draw(); tick(); };
  var toggle = function () { if (playing) { pause(); draw(); } else resume(); };
  var tick = function () { if (playing) { draw(); requestAnimationFrame(tick); } };
  var place = function (event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse()).x;
  };
  var follow = function (event) { go(Math.round((place(event) - from) / length * (count - 1))); };
  play.addEventListener('click', toggle);
  [track, knob].forEach(function (part) {
    part.addEventListener('pointerdown', function (event) { part.setPointerCapture(event.pointerId); follow(event); });
    part.addEventListener('pointermove', function (event) { if (event.buttons) follow(event); });
  });
  if (stage) {
    var grip = { x: 0, frame: 0 };
    stage.addEventListener('pointerdown', function (event) {
      stage.setPointerCapture(event.pointerId);
      grip = { x: place(event), frame: frame() };
      go(grip.frame);
    });
    // What is in front follows the pointer: half a turn for the width of the plot.
    stage.addEventListener('pointermove', function (event) {
      if (event.buttons) go(grip.frame + Math.round(0.5 * count * (place(event) - grip.x) / +stage.getAttribute('width')));
    });
  }
  document.addEventListener('keydown', function (event) {
    if (event.key === ' ') toggle();
    else if (event.key === 'ArrowRight') go(frame() + 1);
    else if (event.key === 'ArrowLeft') go(frame() - 1);
    else return;
    event.preventDefault();
  });
  knob.setAttribute('role', 'slider');
  knob.setAttribute('aria-label', 'frame');
  knob.setAttribute('aria-valuemin', 1);
  knob.setAttribute('aria-valuemax', count);
  controls.setAttribute('visibility', 'visible');
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) pause();
  draw();
  tick();
})();`;
  return `<script><![CDATA[${source}]]></script>`;
}

/**
 * The script on the page: each film's image is put into an <object> with the same address, in which the film's own
 * script may run; the image stays inside as what is shown where objects are not. Untrusted notebooks drop this script
 * and keep the image, which plays by itself.
 */
export const PAGE_SCRIPT: string = `document.querySelectorAll('img.mean-field-film').forEach(function (image) {
  var film = document.createElement('object');
  film.type = 'image/svg+xml';
  film.style.maxWidth = '100%';
  film.setAttribute('aria-label', image.alt);
  film.data = image.src;
  image.className = '';
  image.replaceWith(film);
  film.appendChild(image);
});`;
