/**
 * What a notebook sees of the library: its built declarations, read by the kernel's own compiler (TypeScript 5.0.4,
 * resolution node10), which checks every one of them. A type it cannot read would silently become `any` in a cell.
 */
import type * as meanField from 'mean-field';
import type * as notebook from 'mean-field/notebook';
import type * as numerics from 'mean-field/numerics';

/** The names whose type is `any`, in one face of the library. */
type Unreadable<Face> = { [Name in keyof Face]: 0 extends 1 & Face[Name] ? Name : never }[keyof Face];

const noneOfTheLibrary: [Unreadable<typeof meanField>] extends [never] ? true : Unreadable<typeof meanField> =
  true;
const noneOfTheNotebook: [Unreadable<typeof notebook>] extends [never] ? true : Unreadable<typeof notebook> =
  true;
const noneOfTheNumerics: [Unreadable<typeof numerics>] extends [never] ? true : Unreadable<typeof numerics> =
  true;

/** Functions of the main face that came from the numerics are theirs. */
const sameFunction: typeof numerics.eigenHermitian = {} as typeof meanField.eigenHermitian;

export { noneOfTheLibrary, noneOfTheNotebook, noneOfTheNumerics, sameFunction };
