/** Robots of work groups, set on the desk: addresses go in and are never shown whole again. */
import { refuse } from '#shared/errors.ts'
import type { RobotView } from '#shared/robots.ts'
import type { AppContext } from '#server/context.ts'
import { officeRef } from '#server/cases/index.ts'
import { newId } from '#server/kernel/mongo.ts'
import { staffOf } from '#server/kernel/policy.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { channelState, type ChannelState } from './deliveries-model.ts'
import { logTest, permitTest } from './delivery-routes.ts'
import { testMessage } from './message.ts'
import { groupText } from './outlets.ts'
import { channelPolicy } from './policy.ts'
import {
  changeRobot,
  findRobot,
  groupOf,
  insertRobot,
  listRobots,
  removeRobot,
  sealedTarget,
  targetOf,
  type RobotDoc
} from './robots-model.ts'

type Names = 'listRobots' | 'addRobot' | 'changeRobot' | 'removeRobot' | 'testRobot'

function lastOf({ stopped }: RobotDoc, state: ChannelState | null): Pick<RobotView, 'last'> {
  if (stopped)
    return { last: { at: stopped.at.toISOString(), ok: false, answer: state?.answer ?? '', reason: stopped.reason } }
  const at = state?.downSince ?? state?.sentAt
  if (!state || !at) return {}
  return {
    last: {
      at: at.toISOString(),
      ok: state.downSince === undefined,
      answer: state.answer ?? '',
      ...(state.reason && { reason: state.reason })
    }
  }
}

export function robotRoutes(context: AppContext): Pick<Handlers, Names> {
  const present = async (robot: RobotDoc): Promise<RobotView> => ({
    id: robot._id.toHexString(),
    version: robot.version,
    name: robot.name,
    theme: robot.theme,
    kind: robot.kind,
    tiles: robot.tiles,
    kinds: robot.kinds,
    on: robot.on,
    address: robot.covered,
    signed: robot.secret !== undefined,
    ...(robot.office !== undefined && { office: officeRef(robot.office, context.city()) }),
    ...lastOf(robot, await channelState(groupOf(robot)))
  })
  /** What the contract cannot know: whether there is such an office, and whether the address may be called. */
  function judge({ office, url }: { office?: string | undefined; url?: string | undefined }): void {
    if (office !== undefined && !context.city().office(office)) refuse('unknown_office')
    if (url !== undefined && context.robots.objection(url)) refuse('wrong_webhook')
  }

  return {
    async listRobots(_input, viewer) {
      channelPolicy.permit(viewer, 'tend', undefined)
      return { items: await Promise.all((await listRobots()).map(present)) }
    },

    async addRobot({ body: { url, secret, office, ...body } }, viewer) {
      channelPolicy.permit(viewer, 'tend', undefined)
      judge({ office, url })
      const _id = newId()
      const robot: RobotDoc = {
        _id,
        version: 1,
        ...body,
        ...(office !== undefined && { office }),
        ...sealedTarget(_id, { url, secret }, context.keys),
        by: staffOf(viewer).id,
        at: context.now()
      }
      if (!(await insertRobot(robot))) refuse('full')
      return { id: _id.toHexString() }
    },

    async changeRobot({ params, body: { version, url, secret, office, ...body } }, viewer) {
      channelPolicy.permit(viewer, 'tend', undefined)
      const robot = (await findRobot(params.id)) ?? refuse('not_found')
      judge({ office, url })
      const change = {
        ...body,
        ...(office !== undefined && { office }),
        // A new address comes with its own signature, or with none.
        ...(url !== undefined && sealedTarget(robot._id, { url, secret }, context.keys)),
        by: staffOf(viewer).id,
        at: context.now()
      }
      const without = [
        ...(office === undefined ? (['office'] as const) : []),
        ...(url !== undefined && !secret ? (['secret'] as const) : []),
        ...(body.on ? (['stopped'] as const) : [])
      ]
      if (!(await changeRobot(params.id, version, change, without))) refuse('stale')
      return { version: version + 1 }
    },

    async removeRobot({ params, body }, viewer) {
      channelPolicy.permit(viewer, 'tend', undefined)
      if (!(await findRobot(params.id))) refuse('not_found')
      if (!(await removeRobot(params.id, body.version))) refuse('stale')
      return {}
    },

    async testRobot({ params }, viewer, { request }) {
      channelPolicy.permit(viewer, 'tend', undefined)
      const robot = (await findRobot(params.id)) ?? refuse('not_found')
      const now = context.now()
      await permitTest(staffOf(viewer).id, now)
      const message = testMessage(context.city(), context.publicUrl)
      const answer = await context.robots.send(targetOf(robot, context.keys), {
        title: message.title,
        text: groupText(message),
        request
      })
      const id = `test:${params.id}:${now.getTime()}:${Math.random().toString(36).slice(2, 10)}`
      return logTest(id, { channel: 'robot', member: groupOf(robot), address: robot.name }, answer, now)
    }
  }
}
