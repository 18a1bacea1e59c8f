import { openBrowser, watch } from './tests/support/browser.ts'
import axe from 'axe-core'
const base=process.argv[2]!
const only=process.argv[3]??'desk,portal,mini'
const browser=await openBrowser(); const faults:string[]=[]
const dir='/tmp/suggest-shots/'
const audit=async(page:any,name:string)=>{await page.evaluate(axe.source);const r=await page.evaluate(async()=>{const r=await (window as any).axe.run();return r.violations.filter((v:any)=>['serious','critical'].includes(v.impact)).map((v:any)=>v.id+' '+v.nodes.slice(0,3).map((n:any)=>n.target.join(' ')))});console.log(name,'axe',JSON.stringify(r),'overflow',await page.evaluate(()=>document.documentElement.scrollWidth-innerWidth))}
if(only.includes('desk'))for(const width of [1440,768,390]){const ctx=await browser.newContext({viewport:{width,height:900},locale:'zh-CN',timezoneId:'Asia/Shanghai'});const page=watch(await ctx.newPage(),faults)
 await page.goto(base+'/office/sign-in?back=/office/admin/suggest');await page.fill('[name=name]','guchangqing');await page.fill('[name=password]','yunting-2026');await page.click('button.btn-p');await page.waitForSelector('.sg')
 await page.screenshot({path:dir+`desk-${width}.png`,fullPage:true});await audit(page,'desk '+width)
 await page.goto(base+'/office/admin/suggest?on=cases');await page.screenshot({path:dir+`desk-cases-${width}.png`,fullPage:true})
 if(width===390){await page.setViewportSize({width:320,height:700});console.log('320 overflow',await page.evaluate(()=>document.documentElement.scrollWidth-innerWidth))}
 if(width===1440){await page.click('.sg-f button');await page.waitForLoadState();await page.screenshot({path:dir+'desk-waiting.png'});}
 await ctx.close()}
if(only.includes('portal')){for(const width of [1440,390]){const ctx=await browser.newContext({viewport:{width,height:900},locale:'zh-CN'});const page=watch(await ctx.newPage(),faults)
 await page.goto(base+'/report');await page.fill('textarea[name=text]','小区门口的垃圾桶满了没人收，旁边还堆着旧沙发');await page.waitForSelector('.sugg button');await page.locator('.sugg').scrollIntoViewIfNeeded();await page.screenshot({path:dir+`portal-${width}.png`});await audit(page,'portal '+width)
 await page.click('.sugg button');console.log('chosen',await page.inputValue('select[name=category]'));await page.screenshot({path:dir+`portal-chosen-${width}.png`});await ctx.close()
 const plain=await browser.newContext({viewport:{width,height:900},javaScriptEnabled:false,locale:'zh-CN'});const p=await plain.newPage();await p.goto(base+'/report');await p.fill('textarea[name=text]','小区门口的垃圾桶满了没人收，旁边还堆着旧沙发');await p.click('.submit button');await p.screenshot({path:dir+`portal-nojs-${width}.png`});
 console.log('radios',await p.locator('input[name=suggested]').count(),await p.locator('input[name=suggested]:checked').count());await p.locator('#suggested').scrollIntoViewIfNeeded();await p.screenshot({path:dir+`portal-nojs2-${width}.png`});
 await p.locator('input[name=suggested]').first().check();await p.click('.submit button');console.log('then',await p.inputValue('select[name=category]'));await plain.close()}}
if(only.includes('mini')){const ctx=await browser.newContext({viewport:{width:390,height:844},deviceScaleFactor:2,isMobile:true,hasTouch:true,locale:'zh-CN'});const page=watch(await ctx.newPage(),faults)
 await page.goto(base+'/m/#/report/index');await page.waitForSelector('textarea',{timeout:60000});await page.fill('textarea','烧烤摊摆到半夜，烟直往楼上飘，太吵');await page.waitForSelector('#suggestions',{timeout:20000});await page.locator('#suggestions').scrollIntoViewIfNeeded();await page.screenshot({path:dir+'mini.png'});await audit(page,'mini')
 await page.locator('#suggestions .pill').first().click();await page.waitForSelector('.likely');await page.screenshot({path:dir+'mini-chosen.png'});await ctx.close()}
console.log('faults',faults);await browser.close()
