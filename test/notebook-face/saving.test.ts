import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { film } from '../../lib/charts/film';
import { lineChart } from '../../lib/charts/lineChart';
import { phaseSpaceHeatMap } from '../../lib/charts/phaseSpaceHeatMap';
import { table } from '../../lib/charts/tables';
import { readCsv, readJson, save } from '../../lib/notebook/saving';
import { check } from '../charts/data';

const figure = lineChart([{ label: 'a, b', at: [1, 2], value: [1 / 3, 1e-17] }]);
const heat = phaseSpaceHeatMap({ x: [0, 1], xi: [0, 1], nX: 2, nXi: 2, values: [0, 1, 2, 3] });
const movie = film([{ time: 0, clouds: [{ label: 'c', x: [0], xi: [1] }] }]);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mean-field-'));
  jest.spyOn(process, 'cwd').mockReturnValue(folder);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe('save', () => {
  it('writes each form beside the notebook and returns a path that reads back', () => {
    expect(save(figure, 'rate.svg')).toBe('saved/rate.svg');
    expect(readFileSync(join(folder, 'saved/rate.svg'), 'utf8')).toBe(figure.svg);
    save(heat, 'deep/er/heat.png');
    expect(new Uint8Array(readFileSync(join(folder, 'saved/deep/er/heat.png')))).toEqual(heat.png);
    const { columns, text } = readCsv(save(figure, 'rate.csv'), ['series']);
    expect(columns.value).toEqual(Float64Array.of(1 / 3, 1e-17));
    expect(text.series).toEqual(['a, b', 'a, b']);
    expect(readJson(save(heat, 'heat.json'))).toEqual({ description: heat.alt, data: heat.data });
    save(movie, 'film.html');
    expect(readFileSync(join(folder, 'saved/film.html'), 'utf8')).toContain(movie.html);
    save(table([{ a: 1 }]), 'table.html');
  });

  it('takes checks and rows for CSV, and any plain data for JSON', () => {
    expect(readCsv(save([{ N: 1 }, { N: 2 }], 'rows.csv')).columns.N).toEqual(Float64Array.of(1, 2));
    expect(readFileSync(join(folder, save([check()], 'checks.csv')), 'utf8')).toContain('holds');
    const study = { N: Float64Array.of(1, Number.NaN), note: 'x' };
    expect(readJson(save(study, 'study.json'))).toEqual({ N: [1, 'NaN'], note: 'x' });
  });

  it.each([
    '../escape.csv',
    'a/../../escape.csv',
    '/tmp/escape.csv',
    '..',
    '',
    '.',
    'a\\..\\b.csv',
    'a\0.csv',
  ])('refuses the name %j', (name) => {
    expect(() => save(figure, name)).toThrow(/^fileName must (stay inside the folder|be the name of a file)/);
    expect(existsSync(join(folder, 'escape.csv'))).toBe(false);
  });

  it('refuses links that lead out of the folder', () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    mkdirSync(join(folder, 'saved'));
    symlinkSync(outside, join(folder, 'saved/link'));
    writeFileSync(join(outside, 'precious.csv'), 'keep');
    symlinkSync(join(outside, 'precious.csv'), join(folder, 'saved/file.csv'));
    expect(() => save(figure, 'link/x.csv')).toThrow('fileName must not pass through a link');
    expect(() => save(figure, 'file.csv')).toThrow('fileName must not pass through a link');
    expect(readFileSync(join(outside, 'precious.csv'), 'utf8')).toBe('keep');
    rmSync(outside, { recursive: true });
  });

  it('names the forms a thing has', () => {
    expect(() => save(figure, 'a.png')).toThrow(
      'fileName must end in a form this thing has (.svg, .csv, .json), got ".png"',
    );
    expect(() => save(figure, 'a')).toThrow('got ""');
    expect(() => save(movie, 'a.gif')).toThrow('(.svg, .html, .csv, .json)');
    expect(() => save(() => 1, 'a.json')).toThrow('thing must be plain data, got function');
  });
});

describe('reading', () => {
  it('names the file and the place of an error', () => {
    writeFileSync(join(folder, 'mine.csv'), 't,x\n1,2\n3,oops\n');
    expect(() => readCsv('mine.csv')).toThrow('mine.csv: row 3, column "x" must be a number, got "oops"');
    writeFileSync(join(folder, 'mine.json'), '{');
    expect(() => readJson('mine.json')).toThrow(/^mine\.json: /);
    expect(() => readJson('absent.json')).toThrow(/ENOENT.*absent\.json/);
  });
});
