namespace MailAuth.Tests.Usernames.Vectors;

/// <summary>
/// Domains after UTS 46 (IdnaTestV2.txt, the non-transitional columns, and the tables of section 7), RFC 5892, RFC 5893 and the samples of RFC 3492
/// section 7.1 (two of them shortened, encoded with the punycode codec of python3); where UTS 46 lets a symbol or a contextual rule pass, IDNA 2008 decides.
/// </summary>
public static class Uts46
{
    public static TheoryData<string, string> Allowed => new()
    {
        { "räksmörgås.se", "xn--rksmrgs-5wao1o.se" },
        { "RÄKSMÖRGÅS.SE", "xn--rksmrgs-5wao1o.se" },
        { "ra\u0308ksmo\u0308rga\u030As.se", "xn--rksmrgs-5wao1o.se" },
        { "XN--RKSMRGS-5WAO1O.se", "xn--rksmrgs-5wao1o.se" },
        { "räksmörgås。se．", "xn--rksmrgs-5wao1o.se" },
        { "ｄｏｍａｉｎ｡ｓｅ", "domain.se" },
        { "faß.de", "xn--fa-hia.de" },
        { "Faẞ.de", "xn--fa-hia.de" },
        { "fass.de", "fass.de" },
        { "βόλος.com", "xn--nxasmm1c.com" },
        { "ΒΌΛΟΣ.com", "xn--nxasmq6b.com" },
        { "bücher.de", "xn--bcher-kva.de" },
        { "ÖBB.at", "xn--bb-eka.at" },
        { "日本語。ＪＰ", "xn--wgv71a119e.jp" },
        { "Ⅷ.de", "viii.de" },
        { "ﬁ.de", "fi.de" },
        { "a\u00ADb.de", "ab.de" },
        { "l·l.cat", "xn--ll-0ea.cat" },
        { "نامه\u200Cای.com", "xn--mgba3gch31f060k.com" },
        { "ශ්\u200Dරී.com", "xn--10cl1a0b660p.com" },
        { "ليهمابتكلموشعربي", "xn--mgbcah9ar9a4efegftvvn" },
        { "他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye" },
        { "למההםפשוטלאמדבריםעברית", "xn--4dbcagdahymbxekheh6e0a7fei0b" },
        { "почемужеонинеговорятпорусски", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l" },
        { "3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b" },
        { "パフィーdeルンバ", "xn--de-jg4avhby1noc0d" },
        { "그들을.kr", "xn--2i0b84kh9q.kr" },
        { "\u1100\u1173\u1103\u1173\u11AF\u110B\u1173\u11AF.kr", "xn--2i0b84kh9q.kr" },
    };

    public static TheoryData<string> Refused =>
    [
        "☃.se",
        "xn--n3h.se",
        "I♥NY.de",
        "√.com",
        "a\u2260b.se",
        "a⒈com",
        "xn--a.se",
        "xn--.se",
        "xn--a-.se",
        "xn--domain-.se",
        "xn--rksmrgs-5wao1o-.se",
        "xn--räksmörgås.se",
        "xn--fiq64b0.xn--FA-hia\u00E9",
        "xn--zca-.se",
        "xn--99999999.se",
        "ab--ö.se",
        "-ö.se",
        "ö-.se",
        "\u0308a.se",
        "ö..se",
        "ö_.se",
        "a b\u00F6.se",
        "a·b.cat",
        "a\u200Db.se",
        "a\u200Cb.se",
        "・a.se",
        "0à.\u05D0",
        "à\u05D0.se",
        "\u05D0a.se",
        "\u05D01\u0661.se",
        "1.\u05D0",
        "\u0378.se",
        "\u20D0a.se",
        "\u0640\u0627.se",
        "kund\u3002\u3002se",
        "\uFFFD.se",
        "😀.se",
    ];
}
