// Words that say nothing by themselves, in English, French, German and Spanish: without accents, as `plain` writes them. Pure.

const english = `the and for are but not you your yours all any can had has have her hers him his how its may our ours out own she should
  than that their theirs them then there these they this those too very was were what when where which while who whom why will with would
  about above after again also always been before being below between both could did does doing done down during each ever every few from
  further get gets getting give given goes going gone good got here into just let like made make many more most much must never new now off
  once one only other over really same since some such sure take taken thank thanks through under until upon use used want way well went
  yes yet because still even back come came said say says see seen thing things think know two first last next time don didn doesn isn wasn
  aren couldn wouldn shouldn won ain nothing something anything everything everyone someone anyone maybe lot lots bit quite rather nice
  great excellent okay please hello none never been able need needs`

const french = `les des une aux dans est sont etait ete etre avoir avait ont avons avez sur pour par pas plus que qui quoi quand comme mais donc
  car elle elles ils nous vous mes mon ses son sa ton tes leur leurs notre votre nos vos cette ces cet celui celle ceux celles tout tous
  toute toutes tres trop bien bon bonne bons rien peu peut peuvent pouvoir faire fait fais faut fois encore aussi alors apres avant avec
  sans sous entre vers chez depuis pendant jamais toujours souvent meme memes autre autres aucun aucune quelque quelques plusieurs chaque
  ici moi toi lui soi eux dont meilleur merci oui non ainsi afin assez beaucoup surtout voir etc suis sera serait seraient aurait auraient
  avais eu ceci cela parce puis lors lorsque lorsqu jusqu qu quel quelle quels quelles deux trois premiere premier dernier derniere jour
  vraiment parfois plutot mettre mis mise car part cas chose choses simple cause dire dit trouve trouver avoir besoin point ras bonjour
  bravo aujourd hui ait certain certaine certains certaines etes jen dommage excellent parfait satisfait satisfaite aime aimerais bcp c'est`

const german = `der die das den dem des ein eine einen einem einer eines und oder aber auch auf aus bei bin bis bist dass dein deine denn dich
  dir doch dort durch fur gegen hab habe haben hat hatte hatten hier hin ich ihm ihn ihr ihre ihrer ihren immer ins ist jede jeden jeder jedes
  jetzt kann kein keine keinen konnen konnte machen mal man mehr mein meine mich mir mit muss mussen nach nein nicht nichts noch nun nur
  ohne schon sehr sein seine seit sich sie sind soll sollte sondern uber uns unser unsere unter viel viele vom von vor war waren was weil
  weiter wenn wer werden wie wieder will wir wird wurde wurden wurde zum zur zwar zwei alle allem allen aller alles als also andere anderen
  bitte danke dann dazu diese diesem diesen dieser dieses einfach einmal etwas gab geht gibt ganz gut gute guten gutes hatte leider
  sonst ware wegen weniger wirklich wo zu`

const spanish = `los las una unos unas del con por para que quien como cuando donde pero mas muy sin sobre entre hasta desde este esta estos
  estas ese esa esos esas eso esto aquel aquella era eran fue fueron ser soy eres somos son esta estan estaba estoy estar hay habia han has
  haber hacer hace hacen hecho sus suyo mis tus nos nosotros ellos ellas ella usted ustedes les todo toda todos todas nada algo algun
  alguna algunos algunas ningun ninguna otro otra otros otras mismo misma mucho mucha muchos muchas poco poca pocos cada tambien tampoco
  porque pues aunque siempre nunca vez veces bien bueno buena buenos mejor gracias solo dos tres aqui alli ahora antes despues tiene
  tienen tener puede pueden poder quiero ver dar ademas asi tan tanto menos contra durante segun cual cuales`

export const stopWords: ReadonlySet<string> = new Set(`${english} ${french} ${german} ${spanish}`.split(/\s+/))
