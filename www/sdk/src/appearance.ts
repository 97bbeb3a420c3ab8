import type { Appearance } from "./protocol";

type CamelCase<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

/** How the window looks; what is left out is as by default. docs/appearance.md has every value. */
export type AppearanceOptions = { readonly [Name in keyof Appearance as CamelCase<Name>]: Appearance[Name] };
