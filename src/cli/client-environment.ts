import type { Gateway } from '../gateway/start-gateway.ts'
import type { Profile } from '../profiles/profile.ts'

/** Where clients are told their base URL, by those who document it. */
const BASE_URLS: Readonly<Record<'openai' | 'anthropic', readonly string[]>> = {
  // OpenAI's SDKs · LangChain, LiteLLM, OpenAI's Python SDK before 1.0 · LiteLLM, for models named litellm_proxy/…
  openai: ['OPENAI_BASE_URL', 'OPENAI_API_BASE', 'LITELLM_PROXY_API_BASE'],
  // Anthropic's SDKs, Claude Code · LangChain · LiteLLM
  anthropic: ['ANTHROPIC_BASE_URL', 'ANTHROPIC_API_URL', 'ANTHROPIC_API_BASE'],
}

const KEYS = ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'LITELLM_PROXY_API_KEY', 'MIMO_API_KEY']

/** What else these clients would send that may be secret; some prefer it to a key. */
const WITHHELD = ['OPENAI_ADMIN_KEY', 'OPENAI_CUSTOM_HEADERS', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_IDENTITY_TOKEN', 'ANTHROPIC_CUSTOM_HEADERS']

const DUMMY_KEY = 'sk-pixpact-dummy'

/**
 * The environment in which a command's clients talk to the gateway and to nothing else: base URLs, keys that are none, and no real
 * key that it had. Where the profile has no path for a format, its clients are sent to the gateway all the same, to be told so.
 */
export function clientEnvironment(own: NodeJS.ProcessEnv, gateway: Gateway, { samples }: Profile): NodeJS.ProcessEnv {
  const { url, openaiBaseUrl = `${url}/v1`, anthropicBaseUrl = url } = gateway
  const keys = samples?.keyVariable === undefined ? KEYS : [...KEYS, samples.keyVariable]
  const withheld = Object.entries(own).filter(([name]) => !WITHHELD.includes(name.toUpperCase()))
  return {
    ...Object.fromEntries(withheld),
    ...all(BASE_URLS.openai, openaiBaseUrl),
    ...all(BASE_URLS.anthropic, anthropicBaseUrl),
    ...all(keys, DUMMY_KEY),
    // Some read the one, some the other.
    ...all(['NO_PROXY', 'no_proxy'], [own['no_proxy'] || own['NO_PROXY'], new URL(url).hostname].filter(Boolean).join(',')),
  }
}

function all(names: readonly string[], value: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, value]))
}
