import type { FormatId } from '../../core/vocabulary.ts'
import { MUTATIONS } from '../../mutations/index.ts'
import { appliesTo, type JsonObject, type Mutation } from '../../mutations/mutation.ts'
import { levelOf } from '../../profiles/level-of.ts'
import type { Profile } from '../../profiles/profile.ts'
import { vendorOf } from '../../profiles/vendors.ts'
import type { Route } from '../target.ts'
import type { CaseSetting, CheckCase } from './check-case.ts'
import type { Picture } from './pictures.ts'
import { bodyOfPlan, mutationTarget, PLAIN, type Plan } from './plan.ts'

/** What says nothing about a gateway. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'model/unknown': 'which models there are is the gateway\'s own matter',
  'image-url/not-public': 'the kit\'s own pictures may stand on this machine',
  'image-url/insecure': 'so they may, and without TLS',
  'image-size/request': 'tens of megabytes for a limit that gateways set themselves',
}

/** The valid bodies that are made wrong: the first that has a place for the fault. */
const PLANS: readonly Plan[] = [
  { ...PLAIN, count: 2 },
  { ...PLAIN, form: 'url', count: 2 },
  { ...PLAIN, count: 2, stream: true },
  { ...PLAIN, role: 'tool' },
]

/** Requests with one fault each that the vendor of the format documents to turn down. */
export function negativeCases(format: FormatId): CheckCase[] {
  const vendor = vendorOf(format)
  return MUTATIONS.filter((mutation) => isCertain(mutation, vendor, format)).flatMap((mutation) => {
    const plan = PLANS.find((candidate) => mutated(mutation, candidate, format, exampleSetting(vendor, format)) !== undefined)
    return plan === undefined ? [] : [caseOf(mutation, plan, format)]
  })
}

function isCertain(mutation: Mutation, vendor: Profile, format: FormatId): boolean {
  const { triggers, heavy, formatUntold } = mutation
  if (heavy || formatUntold || LEFT_OUT[triggers] !== undefined) return false
  return appliesTo(mutation, vendor, format) && levelOf(vendor, triggers, format) === 'error'
}

function caseOf(mutation: Mutation, plan: Plan, format: FormatId): CheckCase {
  return {
    id: `${format}/fault/${mutation.name}`,
    format,
    expects: 'refusal',
    dimensions: { kind: 'faulty', fault: mutation.triggers },
    byUrl: plan.form === 'url',
    triggers: mutation.triggers,
    write(setting) {
      const { body, pictures } = mutated(mutation, plan, format, setting)!
      return { body: typeof body === 'string' ? body : JSON.stringify(body), pictures }
    },
  }
}

function mutated({ mutate }: Mutation, plan: Plan, format: FormatId, setting: CaseSetting): { body: JsonObject | string; pictures: readonly Picture[] } | undefined {
  const { body: valid, pictures } = bodyOfPlan(plan, format, setting)
  // As the vendor documents it: whether the route takes it is asked when cases are selected.
  const body = mutate(mutationTarget(valid, format, { profile: vendorOf(format) }))
  return body === undefined ? undefined : { body, pictures }
}

function exampleSetting(profile: Profile, format: FormatId): CaseSetting {
  const route: Route = { name: '', format, path: '', headers: {}, model: 'a-model', profile, reads: false }
  return { route, token: 'px', urlOf: ({ sha256 }) => `https://example.com/${sha256}` }
}
