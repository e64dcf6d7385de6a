import { NOTICE_KINDS } from '../../src/domain/notice.ts';
import { galleryLetters } from '../../src/mail/gallery/letters.ts';
import { galleryPage } from '../../src/mail/gallery/page.ts';

describe('the gallery of letters', () => {
  const letters = galleryLetters();
  const page = galleryPage(letters);

  it.each(NOTICE_KINDS)('shows a letter of the kind %s, whole: subject, recipients, both parts', (kind) => {
    const shown = letters.filter((one) => one.kind === kind);
    expect(shown).toHaveLength(1);
    const [one] = shown;
    const article = page.split('<article ').find((part) => part.includes(`data-kind="${kind}"`)) ?? '';
    expect(article).toContain(`<dd>${one?.letter.subject ?? ''}</dd>`);
    expect(article).toMatch(/<dt>主送<\/dt><dd>[^<]+<\/dd>/);
    expect(article).toContain('<div style="max-width:640px');
    expect(article).toMatch(/<pre>[^<]+：\n/);
    expect(one?.letter.text).not.toMatch(/undefined|NaN|\[object|未能完整显示/);
    expect(one?.letter.text).toMatch(/主送：\S/);
  });

  it('shows letters of several notices, to and copied, and one to somebody who stands in', () => {
    const others = letters.filter((one) => one.kind === undefined).map(({ letter }) => letter);
    expect(others.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^【整改日报】/),
      expect.stringMatching(/^【整改日报·抄送】/),
      expect.stringMatching(/^【整改提醒】/),
    ]);
    expect(others[2]?.text).toContain('因承办人岗位空缺');
  });

  it('needs nothing beside itself, and is the same every time', () => {
    expect(page).not.toMatch(/<script|<img|<link|src=|https?:\/\//);
    expect(galleryPage(galleryLetters())).toBe(page);
    const ids = [...page.matchAll(/<article id="(l\d+)"/g)].map(([, id]) => id);
    expect([...page.matchAll(/href="#(l\d+)"/g)].map(([, id]) => id)).toEqual(ids);
    expect(ids).toHaveLength(letters.length);
  });
});
