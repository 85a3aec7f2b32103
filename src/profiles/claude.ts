import type { ImageLimits, ParameterRange } from './profile.ts'

// What Anthropic's own API and the clouds that serve Claude have in common.

/** https://platform.claude.com/docs/en/build-with-claude/vision (2026-09-20) */
export const CLAUDE_MEDIA_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

/** The same page. Models with a context of 200,000 tokens take 100 images, the others 600. */
export const CLAUDE_LIMITS: ImageLimits = {
  images: 600,
  imagesOfModels: { models: ['claude-3*', 'claude-haiku-4-5*', 'claude-opus-4-0*', 'claude-opus-4-1*', 'claude-opus-4-2025*'], images: 100 },
  side: 8000,
  crowded: { moreThan: 20, side: 2000 },
  fewestPixels: 8192,
}

/** Types of @anthropic-ai/sdk 0.122.0 and 1.12.0. */
export const CLAUDE_PARAMETERS: Readonly<Record<string, ParameterRange>> = {
  max_tokens: { min: 0 },
  temperature: { min: 0, max: 1 },
  top_p: { min: 0, max: 1 },
  top_k: { min: 0 },
  'thinking.budget_tokens': { min: 1024 },
  service_tier: { values: ['auto', 'standard_only'] },
  speed: { values: ['standard', 'fast'] },
  'output_config.effort': { values: ['low', 'medium', 'high', 'xhigh', 'max'] },
}
