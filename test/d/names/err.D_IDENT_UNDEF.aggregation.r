names/err.D_IDENT_UNDEF.aggregation.d:3:2-6: ERROR: D_IDENT_UNDEF: failed to resolve @late: Unknown aggregation name
/@late > 1/
 ~~~~~
HINT: an aggregation exists from its first use on, in the order of the text: @a = count();

names/err.D_IDENT_UNDEF.aggregation.d:9:6-11: ERROR: D_IDENT_UNDEF: failed to resolve @latte: Unknown aggregation name
        x = @latte;
            ~~~~~~
HINT: did you mean @late?
