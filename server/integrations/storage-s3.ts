/**
 * Files in an S3-compatible store. The SDK is loaded when the first file is asked for, so that who keeps files in folders does
 * not pay for it. Every file is sent whole and with its MD5, in one request: it is there whole, or not at all.
 */
import { createHash } from 'node:crypto'
import type {
  ListObjectsV2CommandOutput as ListPage,
  ListObjectVersionsCommandOutput as Page,
  S3Client
} from '@aws-sdk/client-s3'
import { requestIdHeaders } from '#server/kernel/request-id.ts'
import { StorageFailure, type Storage } from './storage-contract.ts'

interface S3Settings {
  /** The provider's address; of Amazon itself when absent. */
  endpoint?: string | undefined
  region: string
  bucket: string
  /** Put before every name, for a bucket that has other tenants. */
  prefix: string
  accessKey: string
  secretKey: string
  /** How long one try may take. */
  timeoutMs: number
}
/** In all, with growing pauses between them. */
const tries = 4

interface Failed {
  name?: string
  $metadata?: { httpStatusCode?: number }
}
const statusOf = (error: unknown): number => (error as Failed).$metadata?.httpStatusCode ?? 0
const isMissing = (error: unknown): boolean =>
  ['NoSuchKey', 'NotFound'].includes((error as Failed).name ?? '') || (error as Failed).name === 'NoSuchVersion'
const forbidden = [
  'AccessDenied',
  'AllAccessDisabled',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'NoSuchBucket',
  'CredentialsProviderError'
]
const fulls = ['QuotaExceeded', 'InsufficientStorage', 'EntityTooLarge', 'XMinioStorageFull']

/** What the store said, in the words that every storage has for it. */
function failureOf(error: unknown): StorageFailure {
  const name = (error as Failed).name ?? ''
  const status = statusOf(error)
  if (fulls.includes(name) || status === 507) return new StorageFailure('full', error)
  if (forbidden.includes(name) || status === 401 || status === 403) return new StorageFailure('forbidden', error)
  return new StorageFailure('unavailable', error)
}

type Sdk = typeof import('@aws-sdk/client-s3')

const clients = new Map<string, Promise<{ sdk: Sdk; client: S3Client }>>()

/** One client, with its connections, for all that lies in one bucket. */
function connection(settings: S3Settings): Promise<{ sdk: Sdk; client: S3Client }> {
  const key = JSON.stringify(settings)
  const made = clients.get(key) ?? connect(settings)
  clients.set(key, made)
  return made
}

async function connect(settings: S3Settings): Promise<{ sdk: Sdk; client: S3Client }> {
  const { endpoint, region, accessKey, secretKey, timeoutMs } = settings
  const sdk = await import('@aws-sdk/client-s3')
  const client = new sdk.S3Client({
    region,
    ...(endpoint !== undefined && { endpoint }),
    // The bucket in the path: a store of one's own seldom has a name for each bucket.
    forcePathStyle: endpoint !== undefined,
    credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
    maxAttempts: tries,
    requestHandler: {
      connectionTimeout: Math.min(3_000, timeoutMs),
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true
    },
    // Other stores than Amazon's do not know the newer checksums; the MD5 that we send every one knows.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED'
  })
  return { sdk, client }
}

/** Puts the name of the request among the headers, before they are signed. */
const naming =
  (request: string | undefined) =>
  <A extends { request: unknown }, O>(next: (args: A) => O) =>
  (args: A): O => {
    Object.assign((args.request as { headers: Record<string, string> }).headers, requestIdHeaders(request))
    return next(args)
  }
const beforeSigning = { step: 'build' } as const

export function s3Storage(settings: S3Settings, folder: 'photos' | 'records'): Storage {
  const { bucket, prefix } = settings
  const at = (name: string) => ({ Bucket: bucket, Key: `${prefix}${folder}/${name}` })

  async function asked<T>(work: (sdk: Sdk, client: S3Client) => Promise<T>): Promise<T> {
    try {
      const { sdk, client } = await connection(settings)
      return await work(sdk, client)
    } catch (error) {
      throw failureOf(error)
    }
  }

  /** Undefined where the store keeps no versions. */
  async function versionsOf(sdk: Sdk, client: S3Client, name: string): Promise<string[] | undefined> {
    const { Bucket, Key } = at(name)
    const found: string[] = []
    let marker: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {}
    while (marker) {
      const page: Page | undefined = await client
        .send(new sdk.ListObjectVersionsCommand({ Bucket, Prefix: Key, ...marker }))
        .catch((error: unknown) => {
          if ([405, 501].includes(statusOf(error))) return undefined
          throw error
        })
      if (!page) return undefined
      for (const version of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])])
        if (version.Key === Key && version.VersionId !== undefined) found.push(version.VersionId)
      marker = page.IsTruncated
        ? {
            ...(page.NextKeyMarker !== undefined && { KeyMarker: page.NextKeyMarker }),
            ...(page.NextVersionIdMarker !== undefined && { VersionIdMarker: page.NextVersionIdMarker })
          }
        : undefined
    }
    return found
  }

  return {
    put: (name, bytes, request) =>
      asked(async (sdk, client) => {
        const ContentMD5 = createHash('md5').update(bytes).digest('base64')
        const command = new sdk.PutObjectCommand({ ...at(name), Body: bytes, ContentMD5 })
        command.middlewareStack.add(naming(request), beforeSigning)
        await client.send(command)
      }),
    get: (name, request) =>
      asked(async (sdk, client) => {
        try {
          const command = new sdk.GetObjectCommand(at(name))
          command.middlewareStack.add(naming(request), beforeSigning)
          const { Body, ContentLength } = await client.send(command)
          const bytes = Buffer.from((await Body?.transformToByteArray()) ?? [])
          if (ContentLength !== undefined && bytes.length !== ContentLength) throw new Error('the answer broke off')
          return bytes
        } catch (error) {
          if (isMissing(error)) return undefined
          throw error
        }
      }),
    async *list(name) {
      const { Bucket, Key } = at(name)
      let more: string | undefined
      do {
        const page: ListPage = await asked((sdk, client) =>
          client.send(
            new sdk.ListObjectsV2Command({
              Bucket,
              Prefix: `${Key}/`,
              ...(more !== undefined && { ContinuationToken: more })
            })
          )
        )
        for (const { Key: found } of page.Contents ?? [])
          if (found !== undefined) yield found.slice(`${prefix}${folder}/`.length)
        more = page.NextContinuationToken
      } while (more !== undefined)
    },
    has: (name) =>
      asked(async (sdk, client) => {
        try {
          await client.send(new sdk.HeadObjectCommand(at(name)))
          return true
        } catch (error) {
          if (isMissing(error)) return false
          throw error
        }
      }),
    remove: (name) =>
      asked(async (sdk, client) => {
        const versions = await versionsOf(sdk, client, name)
        if (versions)
          for (const VersionId of versions) await client.send(new sdk.DeleteObjectCommand({ ...at(name), VersionId }))
        else await client.send(new sdk.DeleteObjectCommand(at(name)))
      }),
    check: () => asked(async (sdk, client) => void (await client.send(new sdk.HeadBucketCommand({ Bucket: bucket }))))
  }
}
