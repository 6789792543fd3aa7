types/err.D_XLATE_REDECL.twice.d:6:1-38: ERROR: D_XLATE_REDECL: translator from struct in * to struct out has already been declared
translator struct out < struct in *w > { a = w->i + 1; };
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
types/err.D_XLATE_REDECL.twice.d:5:1: declared here
translator struct out < struct in *v > { a = v->i; };
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
