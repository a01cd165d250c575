//! `format` against CPython 3.11: expectations taken from its output.

mod outcome;

use outcome::{s, Outcome};
use pyrt::*;

fn n(digits: &str) -> Int {
    Int::literal(digits)
}

#[test]
fn text() {
    expect! {
        s("a").try_format_spec("<2.9n") => "ValueError: Unknown format code 'n' for object of type 'str'";
        s("a").try_format_spec(" ^_d") => "ValueError: Unknown format code 'd' for object of type 'str'";
        s("日本").try_format_spec("_.12%") => "ValueError: Unknown format code '%' for object of type 'str'";
        s("a").try_format_spec("<28,.2b") => "ValueError: Cannot specify ',' with 'b'.";
        s("").try_format_spec(" ^012.8f") => "ValueError: Unknown format code 'f' for object of type 'str'";
        s("hello").try_format_spec("*>0,.18") => "ValueError: Cannot specify ',' with 's'.";
        s("日本").try_format_spec("+7.13G") => "ValueError: Unknown format code 'G' for object of type 'str'";
        s("").try_format_spec("=-z0_o") => "ValueError: Unknown format code 'o' for object of type 'str'";
        s("日本").try_format_spec("0<#025,.7X") => "ValueError: Cannot specify ',' with 'X'.";
        s("a").try_format_spec("25,c") => "ValueError: Cannot specify ',' with 'c'.";
        s("hello").try_format_spec("*<-14_b") => "ValueError: Unknown format code 'b' for object of type 'str'";
        s("日本").try_format_spec("*< #X") => "ValueError: Unknown format code 'X' for object of type 'str'";
        s("a").try_format_spec("-,g") => "ValueError: Unknown format code 'g' for object of type 'str'";
        s("hello").try_format_spec("< z8_.15e") => "ValueError: Unknown format code 'e' for object of type 'str'";
        s("a").try_format_spec("0<z0_x") => "ValueError: Unknown format code 'x' for object of type 'str'";
        s("a").try_format_spec("é^z0.1") => "ValueError: Negative zero coercion (z) not allowed in string format specifier";
        s("日本").try_format_spec("019") => "'日本00000000000000000'";
        s("").try_format_spec("*^-z029.9") => "ValueError: Sign not allowed in string format specifier";
        s("a").try_format_spec(".0") => "''";
        s("日本").try_format_spec("é= _.3n") => "ValueError: Cannot specify '_' with 'n'.";
        s("日本").try_format_spec(" <+z23,.10x") => "ValueError: Cannot specify ',' with 'x'.";
        s("hello").try_format_spec("0^z3_") => "ValueError: Cannot specify '_' with 's'.";
        s("日本").try_format_spec(" ,.3n") => "ValueError: Cannot specify ',' with 'n'.";
        s("日本語").try_format_spec("\n") => "ValueError: Unknown format code '\\xa' for object of type 'str'";
        s("日本").try_format_spec("+_.1E") => "ValueError: Unknown format code 'E' for object of type 'str'";
        s("日本").try_format_spec("_c") => "ValueError: Cannot specify '_' with 'c'.";
        s("hello").try_format_spec(" 026.14") => "ValueError: Space not allowed in string format specifier";
        s("").try_format_spec("") => "''";
        s("abc").try_format_spec(".2") => "'ab'";
        s("a").try_format_spec("5") => "'a    '";
    }
}

#[test]
fn machine_ints() {
    expect! {
        1114112i64.try_format_spec(".3") => "ValueError: Precision not allowed in integer format specifier";
        5i64.try_format_spec("%") => "'500.000000%'";
        1i64.try_format_spec("_c") => "ValueError: Cannot specify '_' with 'c'.";
        (-1i64).try_format_spec("#,") => "'-1'";
        (-1234567i64).try_format_spec("E") => "'-1.234567E+06'";
        1114112i64.try_format_spec("#_X") => "'0X11_0000'";
        9223372036854775807i64.try_format_spec("0") => "'9223372036854775807'";
        8364i64.try_format_spec("5") => "' 8364'";
        9223372036854775807i64.try_format_spec("_,") => "ValueError: Cannot specify both ',' and '_'.";
        (-1234567i64).try_format_spec("_.1f") => "'-1_234_567.0'";
        8364i64.try_format_spec("012,") => "'0,000,008,364'";
        65i64.try_format_spec(" ") => "' 65'";
        9223372036854775807i64.try_format_spec("*=12,") => "'9,223,372,036,854,775,807'";
        1234i64.try_format_spec("z.1f") => "'1234.0'";
        255i64.try_format_spec(" d") => "' 255'";
        255i64.try_format_spec("015,") => "'000,000,000,255'";
        65i64.try_format_spec(",d") => "'65'";
        1i64.try_format_spec("é=+9") => "'+ééééééé1'";
        255i64.try_format_spec("+_") => "'+255'";
        8364i64.try_format_spec("+c") => "ValueError: Sign not allowed with integer format specifier 'c'";
        (-1234567i64).try_format_spec("5c") => "OverflowError: %c arg not in range(0x110000)";
        (-255i64).try_format_spec("g") => "'-255'";
        12345i64.try_format_spec("X") => "'3039'";
        i64::MIN.try_format_spec("٣") => "'-9223372036854775808'";
        1234i64.try_format_spec("^9") => "'  1234   '";
        255i64.try_format_spec("020_x") => "'0_0000_0000_0000_00ff'";
        (-255i64).try_format_spec(">08") => "'0000-255'";
        65i64.try_format_spec("o") => "'101'";
        1000000000i64.try_format_spec("f") => "'1000000000.000000'";
        (-1i64).try_format_spec("<5") => "'-1   '";
        255i64.try_format_spec("zd") => "ValueError: Negative zero coercion (z) not allowed in integer format specifier";
        0i64.try_format_spec("+") => "'+0'";
        (-1234567i64).try_format_spec("-") => "'-1234567'";
        1114112i64.try_format_spec("#b") => "'0b100010000000000000000'";
        9223372036854775807i64.try_format_spec("^08") => "'9223372036854775807'";
        9223372036854775807i64.try_format_spec("<") => "'9223372036854775807'";
        255i64.try_format_spec(".2e") => "'2.55e+02'";
        1114111i64.try_format_spec(",,") => "ValueError: Cannot specify ',' with ','.";
        9223372036854775807i64.try_format_spec("G") => "'9.22337E+18'";
        8364i64.try_format_spec("") => "'8364'";
        2147483648i64.try_format_spec("s") => "ValueError: Unknown format code 's' for object of type 'int'";
        2147483648i64.try_format_spec("#X") => "'0X80000000'";
        1000000000i64.try_format_spec("05") => "'1000000000'";
        (-1234567i64).try_format_spec("x") => "'-12d687'";
        8364i64.try_format_spec("abc") => "ValueError: Invalid format specifier 'abc' for object of type 'int'";
        1000000000i64.try_format_spec("#") => "'1000000000'";
        i64::MIN.try_format_spec("014,") => "'-9,223,372,036,854,775,808'";
        65i64.try_format_spec("r") => "ValueError: Unknown format code 'r' for object of type 'int'";
        1i64.try_format_spec("<08") => "'10000000'";
        0i64.try_format_spec("+#012x") => "'+0x000000000'";
        (-1i64).try_format_spec(",.2f") => "'-1.00'";
        i64::MIN.try_format_spec("_b") => "'-1000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000'";
        12345i64.try_format_spec("000012") => "'000000012345'";
        1114112i64.try_format_spec("010.2f") => "'1114112.00'";
        255i64.try_format_spec("b") => "'11111111'";
        1114111i64.try_format_spec("#c") => "ValueError: Alternate form (#) not allowed with integer format specifier 'c'";
        1234i64.try_format_spec("_") => "'1_234'";
        9223372036854775807i64.try_format_spec("d") => "'9223372036854775807'";
        1i64.try_format_spec("#g") => "'1.00000'";
        5i64.try_format_spec("#020_b") => "'0b000_0000_0000_0101'";
        65i64.try_format_spec("c") => "'A'";
        8364i64.try_format_spec("F") => "'8364.000000'";
        1114111i64.try_format_spec("00") => "'1114111'";
        1114111i64.try_format_spec(",") => "'1,114,111'";
        2147483648i64.try_format_spec(".0f") => "'2147483648'";
        12345i64.try_format_spec(",n") => "ValueError: Cannot specify ',' with 'n'.";
        (-255i64).try_format_spec("=+8") => "'-    255'";
        (-255i64).try_format_spec("+,") => "'-255'";
        1114111i64.try_format_spec("n") => "'1114111'";
        i64::MIN.try_format_spec("+d") => "'-9223372036854775808'";
        5i64.try_format_spec("_x") => "'5'";
        (-255i64).try_format_spec(" #06b") => "'-0b11111111'";
        1000000000i64.try_format_spec("0<8") => "'1000000000'";
        12345i64.try_format_spec("-8") => "'   12345'";
        1114111i64.try_format_spec("#.3g") => "'1.11e+06'";
    }
}

#[test]
fn big_ints() {
    expect! {
        n("-9999999999999999999999993").try_format_spec("+#014_c") => "ValueError: Cannot specify '_' with 'c'.";
        n("-132693").try_format_spec(" 08n") => "'-0132693'";
        n("-1").try_format_spec("0<z0,b") => "ValueError: Cannot specify ',' with 'b'.";
        n("9223372036854775808").try_format_spec(" ^-z.8f") => "'9223372036854775808.00000000'";
        n("1000000000000000000000000000000").try_format_spec("0=+1") => "'+1000000000000000000000000000000'";
        n("-840423").try_format_spec(" z11.5X") => "ValueError: Precision not allowed in integer format specifier";
        n("-1234567").try_format_spec("=,f") => "'-1,234,567.000000'";
        n("701948").try_format_spec(" > 25,.10f") => "'       701,948.0000000000'";
        n("-649732").try_format_spec("é^+zE") => "'-6.497320E+05'";
        n("255").try_format_spec("0<#,n") => "ValueError: Cannot specify ',' with 'n'.";
        n("1234").try_format_spec("+z01_b") => "ValueError: Negative zero coercion (z) not allowed in integer format specifier";
        n("-18446744073709551616").try_format_spec("#,") => "'-18,446,744,073,709,551,616'";
        n("901530").try_format_spec("é^+16,G") => "'éééé+901,530éééé'";
        n("-469520").try_format_spec("+#0,.5E") => "'-4.69520E+05'";
        n("210865").try_format_spec("-z#0,.10e") => "'2.1086500000e+05'";
        n("597033").try_format_spec("*<-_b") => "'1001_0001_1100_0010_1001'";
        n("-18446744073709551616").try_format_spec("*<_d") => "'-18_446_744_073_709_551_616'";
        n("0").try_format_spec("#016") => "'0000000000000000'";
        n("444276").try_format_spec("z#e") => "'4.442760e+05'";
        n("909737").try_format_spec(">,X") => "ValueError: Cannot specify ',' with 'X'.";
        n("255832").try_format_spec("<+017.1%") => "'+25583200.0%00000'";
        n("9223372036854775808").try_format_spec("é=+9") => "'+9223372036854775808'";
        n("-18446744073709551616").try_format_spec(" ^27") => "'   -18446744073709551616   '";
        n("1114112").try_format_spec("+%") => "'+111411200.000000%'";
        n("1000000000").try_format_spec(" <16,.15f") => "'1,000,000,000.000000000000000'";
        n("65").try_format_spec("0= 07") => "' 000065'";
        n("-18446744073709551616").try_format_spec("^5c") => "OverflowError: Python int too large to convert to C long";
        n("100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000").try_format_spec("*<0_.14s") => "ValueError: Cannot specify '_' with 's'.";
        n("-825518").try_format_spec("0^_d") => "'-825_518'";
        n("-798298").try_format_spec("z#0.16g") => "'-798298.0000000000'";
        n("255").try_format_spec("0>#6.7s") => "ValueError: Unknown format code 's' for object of type 'int'";
        n("-851394").try_format_spec("é>5.0E") => "'-9E+05'";
        n("8364").try_format_spec("#3,.14g") => "'8,364.0000000000'";
        n("5").try_format_spec("z.7e") => "'5.0000000e+00'";
        n("1114112").try_format_spec(" 0o") => "' 4200000'";
        n("-18446744073709551616").try_format_spec(",.2f") => "'-18,446,744,073,709,551,616.00'";
        n("265613988875874769338781322035779626829233452653394495974574961739092490901302182994384699044001").try_format_spec("é^#,.8G") => "'2.6561399E+95'";
        n("-930462").try_format_spec(" =+20x") => "'-              e329e'";
        n("-1").try_format_spec("= #0e") => "'-1.000000e+00'";
        n("-881870").try_format_spec("é=+X") => "'-D74CE'";
    }
}

#[test]
fn floats() {
    expect! {
        (-1.970535318857911e+18_f64).try_format_spec("#21_.11X") => "ValueError: Unknown format code 'X' for object of type 'float'";
        (-1.0_f64).try_format_spec("z0.4E") => "'-1.0000E+00'";
        3724.6942653557326_f64.try_format_spec(" >#29E") => "'                 3.724694E+03'";
        (-15.6773_f64).try_format_spec("é^#00E") => "'-1.567730E+01'";
        3.1949022947423014e+24_f64.try_format_spec(" > 8_%") => "' 319_490_229_474_230_169_155_665_920.000000%'";
        100.0_f64.try_format_spec("-7d") => "ValueError: Unknown format code 'd' for object of type 'float'";
        553.05_f64.try_format_spec("z,") => "'553.05'";
        (-317.7559_f64).try_format_spec("0=+_.14%") => "'-31_775.59000000000015%'";
        2.9016025641461707e+21_f64.try_format_spec("z#02,g") => "'2.90160e+21'";
        0.002928377903674766_f64.try_format_spec("=021n") => "'000000000000.00292838'";
        334.172_f64.try_format_spec("-05_c") => "ValueError: Cannot specify '_' with 'c'.";
        123.456_f64.try_format_spec(" ^ #06b") => "ValueError: Unknown format code 'b' for object of type 'float'";
        5e-324_f64.try_format_spec(".10f") => "'0.0000000000'";
        376.8_f64.try_format_spec(" _.2%") => "' 37_680.00%'";
        0.0_f64.try_format_spec("010") => "'00000000.0'";
        (-4.208699200469892e+20_f64).try_format_spec("^+z0_E") => "'-4.208699E+20'";
        1.3373140473347766e+16_f64.try_format_spec("=+_o") => "ValueError: Unknown format code 'o' for object of type 'float'";
        (-32121158.33115856_f64).try_format_spec("*^ #07,.16o") => "ValueError: Cannot specify ',' with 'o'.";
        123.456_f64.try_format_spec("é>-0,s") => "ValueError: Cannot specify ',' with 's'.";
        0.5_f64.try_format_spec("é>z8,.6n") => "ValueError: Cannot specify ',' with 'n'.";
        (-897125049282.5575_f64).try_format_spec(" >-#018f") => "'-897125049282.557495'";
        0.00012345_f64.try_format_spec("é=-12g") => "'éé0.00012345'";
        f64::NAN.try_format_spec(" <z012.4") => "'nan         '";
        839.6507_f64.try_format_spec("*=+ze") => "'+8.396507e+02'";
        0.0_f64.try_format_spec("é> ") => "' 0.0'";
        1.0_f64.try_format_spec(" >+16,c") => "ValueError: Cannot specify ',' with 'c'.";
        0.5_f64.try_format_spec(" =14,.11b") => "ValueError: Cannot specify ',' with 'b'.";
        615.677_f64.try_format_spec("-z025_.0g") => "'0_000_000_000_000_006e+02'";
        285.0_f64.try_format_spec("+,G") => "'+285'";
        (-90535066926695.33_f64).try_format_spec("é< _.11%") => "'-9_053_506_692_669_532.00000000000%'";
        (-4.238624157453383e+23_f64).try_format_spec(">-z13,G") => "' -4.23862E+23'";
        68010247.74240878_f64.try_format_spec("+z8_%") => "'+6_801_024_774.240878%'";
        971.445_f64.try_format_spec("0^z,E") => "'9.714450E+02'";
        (-983.5_f64).try_format_spec("*<z14.3G") => "'-984**********'";
        899.84_f64.try_format_spec("é> #09.12E") => "' 8.998400000000E+02'";
        (-1.5327007841727114e+18_f64).try_format_spec("*^-z17.16") => "'-1.532700784172711e+18'";
        f64::NAN.try_format_spec("+z04_.19") => "'+nan'";
        1000000000000000.0_f64.try_format_spec("-#11E") => "'1.000000E+15'";
        0.995_f64.try_format_spec("< #_.4G") => "' 0.9950'";
        9.995_f64.try_format_spec("é=+#.13s") => "ValueError: Unknown format code 's' for object of type 'float'";
        488.2753_f64.try_format_spec("*< 0.5e") => "' 4.88275e+02'";
        2.5_f64.try_format_spec("#_g") => "'2.50000'";
        (-13775413.985228546_f64).try_format_spec("z_%") => "'-1_377_541_398.522855%'";
        2.2250738585072014e-308_f64.try_format_spec("*= .7g") => "' 2.225074e-308'";
        (-916.8_f64).try_format_spec("*>z#0_") => "'-916.8'";
        291.4134_f64.try_format_spec("x") => "ValueError: Unknown format code 'x' for object of type 'float'";
        (-8.300217418471194e-10_f64).try_format_spec("é=z025,G") => "'-ééééééééééééé8.30022E-10'";
        2.5_f64.try_format_spec("é=-025_g") => "'éééééééééééééééééééééé2.5'";
        0.9995_f64.try_format_spec(" =+") => "'+0.9995'";
        (-1.9831173484640944e-06_f64).try_format_spec(" < 0.20g") => "'-1.9831173484640943819e-06'";
        1e+16_f64.try_format_spec("0^z#021.1") => "'00000001.e+1600000000'";
        (-1234567.891_f64).try_format_spec("=+z#.15G") => "'-1234567.89100000'";
        549.98_f64.try_format_spec(" < z15") => "' 549.98        '";
        0.1_f64.try_format_spec("0^+#.16c") => "ValueError: Unknown format code 'c' for object of type 'float'";
        f64::NEG_INFINITY.try_format_spec("24%") => "'                   -inf%'";
        f64::NAN.try_format_spec(" =-0%") => "'nan%'";
        2.9425770905533754e+17_f64.try_format_spec("0= z#,") => "' 2.9425770905533754e+17'";
        99.95_f64.try_format_spec("z26e") => "'              9.995000e+01'";
        805725190106.4595_f64.try_format_spec(" <+_f") => "'+805_725_190_106.459473'";
        0.0_f64.try_format_spec("0^ 0.19n") => "' 0'";
        999999.5_f64.try_format_spec("0>#11_.16") => "'999_999.5000000000'";
        f64::INFINITY.try_format_spec("é>z#0G") => "'INF'";
        (-0.0_f64).try_format_spec("*=20G") => "'-******************0'";
        (-7.283043451699744e+17_f64).try_format_spec("*<011E") => "'-7.283043E+17'";
        (-733.75_f64).try_format_spec("é^-z25.6n") => "'ééééééééé-733.75ééééééééé'";
        206.0_f64.try_format_spec(" =+19") => "'+             206.0'";
        0.1_f64.try_format_spec("*> .16") => "' 0.1'";
        5.978656193019987e+21_f64.try_format_spec("+.18n") => "'+5.97865619301998684e+21'";
        (-5.793335284779282e-06_f64).try_format_spec("*>-0,.0X") => "ValueError: Cannot specify ',' with 'X'.";
        171.802_f64.try_format_spec(" >-z5,.12%") => "'17,180.200000000001%'";
        99999.5_f64.try_format_spec("016,.2f") => "'0,000,099,999.50'";
        0.1_f64.try_format_spec(".2%") => "'10.00%'";
        76724745099016.48_f64.try_format_spec(">-z#13.4%") => "'7672474509901648.0000%'";
        (-4.6226066096567806e+23_f64).try_format_spec("^ z#,f") => "'-462,260,660,965,678,063,288,320.000000'";
        158.9144_f64.try_format_spec(" ^-29.15e") => "'    1.589144000000000e+02    '";
        (-29.1552_f64).try_format_spec("+z21,f") => "'           -29.155200'";
        (-776.317_f64).try_format_spec("-z0_g") => "'-776.317'";
        (-1234567.891_f64).try_format_spec("0^#.10f") => "'-1234567.8910000001'";
        (-477.03_f64).try_format_spec(" < .16G") => "'-477.03'";
        52433580552.099655_f64.try_format_spec("> #_.14") => "' 52_433_580_552.100'";
        99.95_f64.try_format_spec("*<-12.14") => "'99.95*******'";
        6337823699466802.0_f64.try_format_spec("#27.4E") => "'                 6.3378E+15'";
        0.3333333333333333_f64.try_format_spec("0<-G") => "'0.333333'";
        0.00012345_f64.try_format_spec("é^+%") => "'+0.012345%'";
        690987192827.7245_f64.try_format_spec("^#,.14x") => "ValueError: Cannot specify ',' with 'x'.";
        (-627.0_f64).try_format_spec("0^ 30_%") => "'0000000-62_700.000000%00000000'";
        f64::NEG_INFINITY.try_format_spec(" 23,.18e") => "'                   -inf'";
        0.05_f64.try_format_spec("é<#0.16") => "'0.05000000000000000'";
        1.0_f64.try_format_spec("*^029.15G") => "'**************1**************'";
        482.23_f64.try_format_spec(" <z#23_.5n") => "ValueError: Cannot specify '_' with 'n'.";
        0.08974146601487275_f64.try_format_spec(" z,.14E") => "' 8.97414660148727E-02'";
        1e+22_f64.try_format_spec("z#,G") => "'1.00000E+22'";
        (-674.13_f64).try_format_spec("#,.9") => "'-674.130000'";
        (-753.3376_f64).try_format_spec(" #8,") => "'-753.3376'";
        17.0_f64.try_format_spec(" =#_s") => "ValueError: Cannot specify '_' with 's'.";
        99.95_f64.try_format_spec("016G") => "'0000000000099.95'";
        (-766.63_f64).try_format_spec("é^8.9G") => "'-766.63é'";
        (-0.0003768074326115236_f64).try_format_spec("+0,.14") => "'-0.00037680743261152'";
        (-6.5133145350275236e+19_f64).try_format_spec(" z#,.4") => "'-6.513e+19'";
        99.95_f64.try_format_spec("0^.0") => "'1e+02'";
        2.5_f64.try_format_spec("*^3,f") => "'2.500000'";
        284.00637102977424_f64.try_format_spec("029.8n") => "'00000000000000000000284.00637'";
        (-872.6843_f64).try_format_spec(" ^-#7,G") => "'-872.684'";
        833.6681_f64.try_format_spec("z0.14G") => "'833.6681'";
        (-228.0_f64).try_format_spec("é=18_G") => "'-éééééééééééééé228'";
        100.0_f64.try_format_spec("<13,.12G") => "'100          '";
        930.419_f64.try_format_spec("^+#016_.18g") => "'+930.418999999999983'";
        (-2124318795.1708143_f64).try_format_spec("é>016.10") => "'-2.124318795e+09'";
        865.9363_f64.try_format_spec("*=-z,") => "'865.9363'";
        (-1234567.891_f64).try_format_spec("^10") => "'-1234567.891'";
    }
}

#[test]
fn others() {
    expect! {
        false.try_format_spec("000012") => "'000000000000'";
        true.try_format_spec("+c") => "ValueError: Sign not allowed with integer format specifier 'c'";
        true.try_format_spec("#g") => "'1.00000'";
        false.try_format_spec("é=+9") => "'+ééééééé0'";
        true.try_format_spec("+d") => "'+1'";
        false.try_format_spec("E") => "'0.000000E+00'";
        false.try_format_spec(" #06b") => "' 0b000'";
        false.try_format_spec("_x") => "'0'";
        true.try_format_spec(",x") => "ValueError: Cannot specify ',' with 'x'.";
        true.try_format_spec("d") => "'1'";
        false.try_format_spec(",,") => "ValueError: Cannot specify ',' with ','.";
        ().try_format_spec("5") => "TypeError: unsupported format string passed to NoneType.__format__";
        true.try_format_spec("z.1f") => "'1.0'";
        true.try_format_spec("0") => "'1'";
        false.try_format_spec("<5c") => "'\\x00    '";
        false.try_format_spec(".2e") => "'0.00e+00'";
        false.try_format_spec("#b") => "'0b0'";
        false.try_format_spec("+,") => "'+0'";
        true.try_format_spec("X") => "'1'";
        true.try_format_spec("_") => "'1'";
        false.try_format_spec("-8") => "'       0'";
        false.try_format_spec("=+8") => "'+      0'";
        false.try_format_spec("#,") => "'0'";
        false.try_format_spec("^5c") => "'  \\x00  '";
        true.try_format_spec("#") => "'1'";
        false.try_format_spec(" d") => "' 0'";
        false.try_format_spec("_c") => "ValueError: Cannot specify '_' with 'c'.";
        false.try_format_spec("^08") => "'00000000'";
        false.try_format_spec("abc") => "ValueError: Invalid format specifier 'abc' for object of type 'bool'";
        false.try_format_spec(",") => "'0'";
    }
}
