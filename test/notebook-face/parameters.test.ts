import { checkParameters } from '../../lib/notebook/parameters';

test('values inside their ranges pass, ends included', () => {
  expect(() =>
    checkParameters({ N: [2, 2, 200, 'integer'], t: [0.5, 0.5, 1], seed: [7, 0, Infinity, 'integer'] }),
  ).not.toThrow();
});

test.each<[unknown, string]>([
  [1, 'N must be an integer in [2, 200], got 1'],
  [201, 'N must be an integer in [2, 200], got 201'],
  [2.5, 'N must be an integer in [2, 200], got 2.5'],
  [Number.NaN, 'N must be an integer in [2, 200], got NaN'],
  ['12', 'N must be an integer in [2, 200], got "12"'],
  [undefined, 'N must be an integer in [2, 200], got undefined'],
])('%p is refused', (value, message) => {
  expect(() => checkParameters({ N: [value as number, 2, 200, 'integer'] })).toThrow(new RangeError(message));
});

test('all faults are named at once', () => {
  expect(() => checkParameters({ a: [-1, 0, 1], b: [0, 0, 1], c: [Infinity, 0, Infinity] })).toThrow(
    'a must be a number in [0, 1], got -1; c must be a number in [0, Infinity], got Infinity',
  );
});

test('the message comes without the way to it', () => {
  expect.assertions(1);
  try {
    checkParameters({ a: [-1, 0, 1] });
  } catch (error) {
    expect((error as Error).stack).toBe('RangeError: a must be a number in [0, 1], got -1');
  }
});
