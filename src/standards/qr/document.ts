import { z } from 'zod'
import { Money } from '#kernel/money.ts'
import { Quantity } from '#kernel/quantity.ts'

/** A calendar date, `2026-11-23`. */
export const CalendarDate = z.iso.date()

/** A date of birth as travel documents know it: the day or the month may be unknown. */
export const BirthDate = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/)

/** A state as travel documents write it: ISO 3166 alpha-3 or a code of ICAO 9303-3, section 5. */
const State = z.string().regex(/^[A-Z]{1,3}$/)

// The edge refuses U+0000, and lone surrogates cannot be written in UTF-8.
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine(value => !value.includes('\u0000') && !/\p{Surrogate}/u.test(value), { message: 'text' })

/** Somebody a declaration is made for, as in the travel document. The first of a declaration is the one who declares. */
export const DeclaredTraveller = z
  .object({
    familyName: text(60),
    givenNames: text(60),
    documentCode: z.string().regex(/^[A-Z]{1,2}$/),
    number: z.string().regex(/^[A-Z0-9]{1,22}$/),
    issuer: State,
    nationality: State,
    birthDate: BirthDate,
    sex: z.enum(['F', 'M', 'X']),
    /** Null: the document has no end. */
    expires: CalendarDate.nullable()
  })
  .strict()
export type DeclaredTraveller = z.infer<typeof DeclaredTraveller>

/** An answer: yes or no, text (also a choice's or country's code), an amount, or a quantity. */
export const Answer = z.union([z.boolean(), text(200), Money, Quantity])
export type Answer = z.infer<typeof Answer>

/** Answers by the number of their question. Numbers keep their meaning through all versions of a form. */
export const Answers = z.record(z.string().regex(/^[1-9]\d{0,2}$/), Answer)
export type Answers = z.infer<typeof Answers>

/** When and how somebody arrives. */
export const Arrival = z
  .object({
    date: CalendarDate,
    /** The customs office, if known before. */
    office: z
      .string()
      .regex(/^[A-Z0-9][A-Z0-9-]{0,23}$/)
      .nullable(),
    /** Flight, ship, train or plate: `MR204`. */
    transport: text(20),
    /** The country travelled from. */
    from: State
  })
  .strict()
export type Arrival = z.infer<typeof Arrival>

/** A form's name and version: which questions were asked. */
export const FormReference = z.object({ id: z.string().regex(/^[a-z0-9-]{1,24}$/), version: z.int().min(1).max(65_535) }).strict()
export type FormReference = z.infer<typeof FormReference>

/** A traveller's declaration as the phone signs it and the code carries it. */
export const DeclarationDocument = z
  .object({
    /** The document's own id, UUIDv7, made on the phone. */
    document: z.uuid(),
    /** 1, 2, 3 …; a higher one replaces a lower one. */
    revision: z.int().min(1).max(999),
    /** ISO 8601 UTC, whole seconds: `2026-11-23T20:15:00.000Z`. The phone's clock. */
    declaredAt: z.iso.datetime({ precision: 3 }).regex(/\.000Z$/),
    form: FormReference,
    arrival: Arrival,
    travellers: z.array(DeclaredTraveller).min(1).max(12),
    answers: Answers
  })
  .strict()
export type DeclarationDocument = z.infer<typeof DeclarationDocument>
