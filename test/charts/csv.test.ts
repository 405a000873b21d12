import fc from 'fast-check';
import { figureToCsv, figureToJson, parseCsv, rowsToCsv } from '../../lib/charts/csv';

describe('CSV', () => {
  it('reads back every number exactly and every text', () => {
    const row = fc.record({
      value: fc.double({ noNaN: true }),
      other: fc.double({ noNaN: true }),
      name: fc.string(),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        const read = parseCsv(rowsToCsv(rows), ['name']);
        expect(read.rowCount).toBe(rows.length);
        rows.forEach((original, k) => {
          expect(Object.is(read.columns.value[k], original.value)).toBe(true);
          expect(Object.is(read.columns.other[k], original.other)).toBe(true);
          expect(read.text.name[k]).toBe(original.name);
        });
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('follows RFC 4180', () => {
    expect(rowsToCsv([{ a: 1, 'b,"c"': 'x\ny' }])).toBe('a,"b,""c"""\r\n1,"x\ny"\r\n');
    const read = parseCsv('\uFEFFt,"a ""b"", c"\n 1 , -2.5e-3 \r\n2,3\n\n');
    expect(Object.keys(read.columns)).toEqual(['t', 'a "b", c']);
    expect(read.columns['a "b", c']).toEqual(Float64Array.of(-0.0025, 3));
  });

  it('puts the columns of different rows side by side', () => {
    expect(figureToCsv({ data: [{ a: 1 }, { b: 2 }] })).toBe('a,b\r\n1,\r\n,2\r\n');
  });

  it.each([
    ['t,x\n1,2\n3,abc\n', 'row 3, column "x" must be a number, got "abc"'],
    ['t,x\n1,\n', 'row 2, column "x" must be a number, got ""'],
    ['t,x\n1,0x10\n', 'row 2, column "x" must be a number, got "0x10"'],
    ['t,x\n1,2,3\n', 'row 2 must have 2 fields, got 3'],
    ['t,t\n1,2\n', 'row 1 must name each column once, got "t" twice'],
    ['t,\n1,2\n', 'row 1, column 2 must be a name, got an empty field'],
    ['t\n"1\n', 'row 2: a quoted field is not closed'],
    ['t\n"1"2\n', 'row 2: after a closing quote a comma must follow, got 2'],
    ['', 'row 1 must name the columns, got an empty text'],
  ])('says where %j is wrong', (text, message) => expect(() => parseCsv(text)).toThrow(message));

  it('knows the text columns it is told', () => {
    expect(() => parseCsv('a\n1\n', ['b'])).toThrow('textColumns must be among a, got "b"');
  });
});

it('JSON keeps infinities as words', () => {
  const json = figureToJson({ alt: 'a picture', data: [{ lhs: 1, rhs: Number.POSITIVE_INFINITY }] });
  expect(JSON.parse(json)).toEqual({ description: 'a picture', data: [{ lhs: 1, rhs: 'Infinity' }] });
});
