import { formatNumber } from '../../lib/numerics/format';

test.each([
  [0, '0', '0'],
  [-0, '0', '0'],
  [-4, '-4', '−4'],
  [0.1 + 0.2, '0.3', '0.3'],
  [12345, '12300', '12300'],
  [99_949, '99900', '99900'],
  [99_950, '1e5', '10⁵'], // rounds up to the next power
  [0.00099951, '0.001', '0.001'],
  [0.0009994, '9.99e-4', '9.99·10⁻⁴'],
  [-1.234e-5, '-1.23e-5', '−1.23·10⁻⁵'],
  [1e-300, '1e-300', '10⁻³⁰⁰'],
  [6.02e23, '6.02e23', '6.02·10²³'],
  [Infinity, '∞', '∞'],
  [-Infinity, '-∞', '−∞'],
  [Number.NaN, 'NaN', 'not a number'],
])('%p with three digits', (value, ascii, typeset) => {
  expect(formatNumber(value, { digits: 3, style: 'ascii' })).toBe(ascii);
  expect(formatNumber(value, { digits: 3, style: 'typeset' })).toBe(typeset);
});

test('the limits and the digits beside a power can be chosen', () => {
  expect(formatNumber(1.23456e-5, { digits: 4, smallest: 1e-6, largest: 1e21, style: 'ascii' })).toBe(
    '0.00001235',
  );
  expect(formatNumber(1.23456e20, { digits: 4, smallest: 1e-6, largest: 1e21, style: 'ascii' })).toBe(
    '123500000000000000000',
  );
  expect(formatNumber(1.23456e-7, { digits: 4, powerDigits: 2, style: 'ascii' })).toBe('1.2e-7');
  expect(formatNumber(1.96e-7, { digits: 3, powerDigits: 1, style: 'typeset' })).toBe('2·10⁻⁷');
});
