import type { Body } from '../body/body.ts'
import { readImageUrl } from '../image/image-url.ts'
import { UrlFetcher, type FetchOptions } from '../network/url-fetcher.ts'
import type { Fetched } from '../rules/rule.ts'
import { judgement, type Judgement, type Verdict } from './judge.ts'
import type { ValidateOptions } from './options.ts'

/** Makes a judge that also looks behind image URLs. It asks for each URL once, however many bodies hold it. */
export function fetchingJudge(options: FetchOptions): (body: Body, options: ValidateOptions) => Promise<Verdict> {
  const fetcher = new UrlFetcher(options)
  const { allowPrivate = false } = options
  const nothing: Fetched = { allowPrivate, facts: new Map() }
  return async (body, options) => {
    const offline = judgement(body, options, nothing)
    const urls = urlsWorthAsking(offline).filter((url) => isAskable(url, allowPrivate))
    if (urls.length === 0) return offline.verdict
    const facts = await fetcher.factsOf(urls, offline.request?.formatProfile.limits.urlBytes)
    return judgement(body, options, { allowPrivate, facts }).verdict
  }
}

/** The URLs of images that are sound so far: one that has an error needs no further word. */
function urlsWorthAsking({ request, places }: Judgement): string[] {
  const images = request?.images.filter(({ form, part }) => form === 'url' && !places.hasErrorIn(part.pointer)) ?? []
  return images.map(({ facts }) => facts.head)
}

/** Levels are a profile's choice: what is no URL for it to be fetched may be but a warning there. */
function isAskable(text: string, allowPrivate: boolean): boolean {
  const { url, unreachable } = readImageUrl(text)
  return url !== undefined && /^https?:$/.test(url.protocol) && (allowPrivate || unreachable === undefined)
}
