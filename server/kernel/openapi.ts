/** The OpenAPI 3.1 document, printed from the endpoints that are served. */
import { api } from '#shared/api.ts'
import { isKeyed, type Endpoint } from '#shared/endpoint.ts'
import { always, refusals, type Refusal } from '#shared/errors.ts'
import { check, toJsonSchema, type Schema } from '#shared/schema.ts'

interface JsonObject {
  type?: string
  properties?: Record<string, unknown>
  required?: string[]
}

const parameters = (schema: Schema, where: 'path' | 'query') => {
  const { properties = {}, required = [] } = toJsonSchema(schema, 'input') as JsonObject
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: value
  }))
}

const problem = { $ref: '#/components/schemas/Problem' }

function refusalResponses(codes: readonly Refusal[]) {
  const byStatus = new Map<number, Refusal[]>()
  for (const code of new Set(codes)) byStatus.set(refusals[code], [...(byStatus.get(refusals[code]) ?? []), code])
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [
      String(status),
      {
        description: names.join(', '),
        content: {
          'application/problem+json': {
            schema: { allOf: [problem, { type: 'object', properties: { code: { enum: names } } }] }
          }
        }
      }
    ])
  )
}

/** A token is needed, may be sent, or is no use to anybody. */
function securityOf({ who }: Endpoint): Record<string, string[]>[] {
  const open = who.includes('guest') ? [{}] : []
  return who.some((kind) => kind !== 'guest') ? [...open, { bearer: [] }] : []
}

function operation(name: string, e: Endpoint) {
  const codes: Refusal[] = [
    ...e.refuses,
    ...always,
    ...(e.who.includes('guest') ? (['session_over'] as const) : (['unauthenticated', 'session_over'] as const)),
    ...(e.who.length < 4 ? (['forbidden'] as const) : []),
    ...(e.path.includes(':') ? (['not_found'] as const) : [])
  ]
  const keyHeader = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description:
      e.upload === 'part'
        ? '16 to 128 characters nobody can guess; all parts of a photo bear the same.'
        : '16 to 128 characters nobody can guess; a repeat with the same body returns the same receipt.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9_.:-]{16,128}$' }
  }
  const json = (schema: Schema, io: 'input' | 'output') => ({
    'application/json': { schema: toJsonSchema(schema, io) }
  })
  return {
    operationId: name,
    summary: e.says,
    security: securityOf(e),
    parameters: [...parameters(e.params, 'path'), ...parameters(e.query, 'query'), ...(isKeyed(e) ? [keyHeader] : [])],
    ...(e.method === 'POST' && {
      requestBody: {
        // Where nothing must be said, nothing need be sent.
        required: e.upload === 'file' || !check(e.body, {}).ok,
        content:
          e.upload === 'part'
            ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
            : e.upload
              ? {
                  'multipart/form-data': {
                    schema: {
                      type: 'object',
                      required: ['file'],
                      properties: { file: { type: 'string', format: 'binary' } }
                    }
                  }
                }
              : json(e.body, 'input')
      }
    }),
    responses: {
      [String(e.status)]: { description: 'As described.', content: json(e.answer, 'output') },
      ...refusalResponses(codes)
    }
  }
}

export function openApi(title: string, version: string, publicUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, e] of Object.entries(api) as [string, Endpoint][]) {
    const path = e.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [e.method.toLowerCase()]: operation(name, e) }
  }
  return {
    openapi: '3.1.0',
    info: { title, version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'code', 'detail'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string', enum: Object.keys(refusals) },
            detail: { type: 'string' },
            errors: {
              type: 'array',
              items: {
                type: 'object',
                properties: { at: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } }
              }
            }
          }
        }
      }
    }
  }
}
