import { useElder } from '../../elder'
import { goBack, openPage } from '../../navigation'
import { mini } from '#shared/locales/mini.ts'
import { Icon } from '../icon'
import { Tap } from '../tap'
import type { PageProps } from './index'

const tabs = [
  ['home', 'home'],
  ['cases', 'list'],
  ['activities', 'heart'],
  ['mine', 'person']
] as const

export function Page({ title, children, foot, tab, bare = false, full = false }: PageProps) {
  const elder = useElder()
  return (
    <div className={`page${elder ? ' elder' : ''}${full ? ' page-full' : ''}${tab ? ' page-tab' : ''}`}>
      {!bare && (
        <header className="nav">
          {!tab && (
            <Tap className="nav-back" label={mini.nav.back} onTap={goBack}>
              <Icon name="left" />
            </Tap>
          )}
          <h1 className="nav-t">{title}</h1>
        </header>
      )}
      <main className="main">
        {bare && <h1 className="vh">{title}</h1>}
        {children}
      </main>
      {foot && <footer className="foot">{foot}</footer>}
      {tab && (
        <nav className="tabs" aria-label={mini.tabs.label}>
          {tabs.map(([name, icon]) => (
            <Tap key={name} className="tab" role="link" on={name === tab} onTap={() => name !== tab && openPage(name)}>
              <Icon name={icon} />
              <span>{mini.tabs[name]}</span>
            </Tap>
          ))}
        </nav>
      )}
    </div>
  )
}
