//! What an attacker would write.

use super::inspect::assert_harmless;
use super::site::document;
use coebook::model::EntrySource;

const VECTORS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.y/z.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x\" alt=\"\" onerror=\"alert(1)\" / >",
    "<img src=`javascript:alert(1)`>",
    "<svg onload=alert(1)>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg><style><img src=\"</style><img src=x onerror=alert(1)>\">",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<object data=\"data:text/html,<script>alert(1)</script>\">",
    "<embed src=\"javascript:alert(1)\">",
    "<form action=\"javascript:alert(1)\"><input type=submit>",
    "<button formaction=javascript:alert(1)>x",
    "<details ontoggle=alert(1) open>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"java&#115;cript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\" &#1;javascript:alert(1)\">x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href=\"https://a.b/\" onmouseover=\"alert(1)\">x</a>",
    "<a href=\"https://a.b/&quot; onmouseover=&quot;alert(1)\">x</a>",
    "<div style=\"background:url(javascript:alert(1))\">x</div>",
    "<p title='\"><script>alert(1)</script>'>x</p>",
    "<p title=\"`\" dir=\"x\" lang='\"onclick=alert(1) '>x</p>",
    "<p/onclick=alert(1)//>x",
    "<p =\"x\" onclick=alert(1)>x",
    "<base href=\"https://evil/\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<link rel=stylesheet href=//x.y/z.css>",
    "<style>@import '//x.y/z.css';</style>",
    "<!--><script>alert(1)</script>-->",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<?php echo '<script>alert(1)</script>' ?>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<table><tr><td></table><script>alert(1)</script>",
    "</p></div></main></body><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61;vascript&colon;alert(1))",
    "[x](<\tjavascript:alert(1)>)",
    "[x](<java\tscript:alert(1)>)",
    "[x](\u{1}javascript:alert(1))",
    "[x](\u{a0}javascript:alert(1))",
    "[x](javascript&Tab;:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](DATA:text/html,x)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](blob:https://a.b/c)",
    "[x](\\\\evil.com/x)",
    "[x](/\\evil.com)",
    "[x](https:/\"onclick=alert(1))",
    "[x](https://a.b/\"onclick=\"alert(1) \"t\\\" onclick=\\\"alert(1)\")",
    "[x](https://a.b/'onclick='alert(1))",
    "![x](javascript:alert(1))",
    "![\" onerror=\"alert(1)](x.png)",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "![x](x.png \"\\\" onerror=\\\"alert(1)\")",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[[javascript:alert(1)]]",
    "[[x|<img src=x onerror=alert(1)>]]",
    "![[javascript:alert(1)|x]]",
    "[x]: javascript:alert(1)\n\n[x]",
    "https://a.b/\"onclick=\"alert(1)",
    "https://a.b/<script>alert(1)</script>",
    "https://javascript:alert(1)@a.b/'\"><b>",
    "```\"><script>alert(1)</script>\nx\n```",
    "```x\" onclick=\"alert(1)\nx\n```",
    "`<script>alert(1)</script>`",
    "# x {#\"onclick=alert(1) .a onclick=alert(1)}",
    "[^\"><script>alert(1)</script>]\n\n[^\"><script>alert(1)</script>]: x",
    "[^a]\n\n[^a]: <script>alert(1)</script> <img src=x onerror=alert(1)> </li></ol></section>",
    "| <script> | <img src=x onerror=alert(1)> |\n|---|---|\n| </table></div> | [x](javascript:1) |",
    "- [x] <input onfocus=alert(1) autofocus>",
    "> [!NOTE]\n> </div><script>alert(1)</script>",
    "x\n: <dl onclick=alert(1)>",
    "<a id=\"fn-1\" name=\"location\" class=\"coe-search\">x</a>",
    "<coe-x is=\"a\" onx=1>x</coe-x>",
    "<p title=\"\0\" \0onclick=alert(1)>\0</p>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#0; &#x80;",
    "\u{202e}<b>\u{2066}x",
    "<b title=\"a\n\n\" onclick=\"alert(1)\">x</b>",
    "<b <script>alert(1)</script>>x</b>",
    "<b title=a<script>alert(1)</script>>x</b>",
    "<br onclick=alert(1)><br/onclick=alert(1)>",
    "<a href=https://a.b/ title=\"x\" href=javascript:alert(1)>x</a>",
    "<a href=\"#x\" ping=\"//evil\">x</a><area href=javascript:1>",
    "<video src=x onerror=alert(1)><source onerror=alert(1)></video><audio src=x>",
    "<td colspan=\"99999999999\">x</td><ol start=\"-1e9\"><li value=\"x\">",
];

fn check(text: &str) {
    let document = document(text, &[], &[]);
    let html = document.html(0..text.len());
    let notes = document.footnotes().unwrap_or_default();
    assert_harmless(&format!("{html}{notes}"), text);
    let entry = EntrySource { opening: "", ranges: std::iter::once(0..text.len()).collect() };
    assert_harmless(&document.fragment(&entry), text);
    assert_harmless(&document.inline(0..text.len()), text);
    let lower = html.to_lowercase();
    for word in ["<script", "<style", "<svg", "<iframe", "<input"] {
        assert!(!lower.contains(word), "{word} in {text:?}: {html}");
    }
}

#[test]
fn nothing_an_author_writes_can_act() {
    for vector in VECTORS {
        check(vector);
    }
}

#[test]
fn nothing_acts_from_within_other_blocks() {
    for vector in VECTORS {
        check(&format!("Before {vector} after *x*\n\nNext [a](https://b.c/) \"quoted\" 'quoted'\n"));
        check(&format!("- a\n- {}\n- b\n", vector.replace('\n', "\n  ")));
        check(&format!("> {}\n\nx\n", vector.replace('\n', "\n> ")));
        check(&format!("## {}\n", vector.replace('\n', " ")));
        check(&format!("| a |\n|---|\n| {} |\n", vector.replace('\n', " ")));
        check(&format!("<div>\n{vector}\n</div>\n\n{vector}\n"));
        check(&format!("**[{vector}](https://a.b/)**\n"));
        check(&format!("![{vector}](https://a.b/)\n"));
    }
}

#[test]
fn nothing_acts_in_company() {
    for (index, vector) in VECTORS.iter().enumerate() {
        let other = VECTORS[(index * 37 + 11) % VECTORS.len()];
        check(&format!("{vector}{other}"));
        check(&format!("{vector}\n\n{other}\n"));
        for cut in (0..vector.len()).filter(|cut| vector.is_char_boundary(*cut)) {
            check(&format!("{}\n\nx \" ' > {other}\n", &vector[..cut]));
        }
    }
}
