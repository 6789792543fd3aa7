types/err.D_XLATE_INCOMPAT.member.d:6:9-12: ERROR: D_XLATE_INCOMPAT: translator member text definition uses incompatible types: "char *" = "int"
        text = v->i;
               ~~~~
