import type { IPluginContext } from '@tarojs/service'
import { ariaAttributes } from '../miniprogram/src/aria/attributes'

interface Platform {
  template: { mergeComponents: (ctx: IPluginContext, patch: typeof ariaAttributes) => void }
}

/** Hands the accessibility attributes through WeChat's templates, so that a screen reader says what a tile is. */
export default (ctx: IPluginContext) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn: (platform: Platform) => {
      if ((ctx.runOpts as { options: { platform?: string } }).options.platform === 'weapp')
        platform.template.mergeComponents(ctx, ariaAttributes)
    }
  })
}
