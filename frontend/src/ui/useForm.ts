/** A form's state: native constraints as one types, the API's reasons at their fields, nothing typed ever lost. */
import { reactive, ref, shallowRef, type Ref } from 'vue'
import { asProblem, fieldText, type FieldProblem, type Problem } from '@/api/problem'
import { maybeT, t } from '@/i18n'
import { date, noon } from '@/i18n/format'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

export interface Form<V extends object> {
  values: V
  errors: Partial<Record<string, string>>
  /** What the API said that belongs to no field. */
  problem: Ref<Problem | undefined>
  busy: Ref<boolean>
  element: Ref<HTMLFormElement | undefined>
  touch: (event: Event) => void
  check: (event: Event) => void
  submit: () => Promise<void>
  fail: (name: string, text: string) => void
}

const reasons: [keyof ValidityState, string][] = [
  ['valueMissing', 'required'],
  ['typeMismatch', 'invalid_email'],
  ['patternMismatch', 'invalid'],
  ['tooShort', 'too_short'],
  ['tooLong', 'too_long'],
  ['rangeUnderflow', 'too_small'],
  ['rangeOverflow', 'too_large'],
  ['badInput', 'invalid'],
  ['stepMismatch', 'invalid'],
]

const limits = ['minLength', 'maxLength', 'min', 'max'] as const

function limitOf(field: Field, name: (typeof limits)[number]): unknown {
  const limit: unknown = Reflect.get(field, name)
  return field.type === 'date' && typeof limit === 'string' && limit ? date(noon(limit)) : limit
}

/** What is wrong with a field by its own constraints; `data-invalid` names a better reason for its pattern. */
export function reasonOf(field: Field): string | undefined {
  if (field.validity.valid) return undefined
  if (field.validity.customError) return field.validationMessage
  const [flag, code] = reasons.find(([name]) => field.validity[name]) ?? ['badInput', 'invalid']
  const better = flag === 'patternMismatch' ? field.dataset.invalid : undefined
  const n = limits.map((name) => [name, limitOf(field, name)])
  return maybeT(`invalid.${better ?? code}`, Object.fromEntries(n)) ?? t('invalid.invalid')
}

const isField = (target: unknown): target is Field =>
  target instanceof HTMLElement && 'validity' in target && 'name' in target && target.name !== ''

interface Options<V> {
  values: V
  /** Sends the values; what it throws is shown at the fields it names. */
  send: (values: V) => Promise<unknown>
  /** The field's name here for the API's, where they differ. */
  aliases?: Record<string, string>
  /** May deal with a problem itself by returning true. */
  refused?: (problem: Problem) => boolean
}

export function useForm<V extends object>(options: Options<V>): Form<V> {
  const values = reactive(options.values) as V
  const errors = reactive<Partial<Record<string, string>>>({})
  const problem = shallowRef<Problem>()
  const busy = ref(false)
  const element = shallowRef<HTMLFormElement>()

  const fields = () => Array.from(element.value?.elements ?? []).filter(isField)
  const check = ({ target }: Event) => {
    if (isField(target) && errors[target.name]) errors[target.name] = reasonOf(target)
  }
  const touch = ({ target }: Event) => {
    if (isField(target) && target.value !== '') errors[target.name] = reasonOf(target)
  }
  const focusFirst = () =>
    fields()
      .find((field) => errors[field.name])
      ?.focus()

  function valid(): boolean {
    for (const name of Object.keys(errors)) errors[name] = undefined
    for (const field of fields()) errors[field.name] ??= reasonOf(field)
    return Object.values(errors).every((text) => !text)
  }

  /** The field a fault belongs to, where the form has it. */
  function fieldOf({ pointer }: FieldProblem): string | undefined {
    const name = pointer.split('/')[1] ?? ''
    const own = options.aliases?.[name] ?? name
    return fields().some((field) => field.name === own) ? own : undefined
  }

  function show(refusal: Problem): void {
    const placed = refusal.errors.map((fault) => ({ fault, name: fieldOf(fault) }))
    for (const { fault, name } of placed) if (name) errors[name] = fieldText(fault)
    if (!placed.length || placed.some(({ name }) => !name)) problem.value = refusal
  }

  async function submit(): Promise<void> {
    if (busy.value) return
    problem.value = undefined
    if (!valid()) return focusFirst()
    busy.value = true
    try {
      await options.send(values)
    } catch (error) {
      const refusal = asProblem(error)
      if (!options.refused?.(refusal)) show(refusal)
    } finally {
      busy.value = false
    }
    // Only a field that is enabled again can take the focus.
    requestAnimationFrame(focusFirst)
  }

  const fail = (name: string, text: string) => {
    errors[name] = text
  }

  return { values, errors, problem, busy, element, touch, check, submit, fail }
}
