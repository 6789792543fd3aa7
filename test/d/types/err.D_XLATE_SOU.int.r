types/err.D_XLATE_SOU.int.d:2:12-14: ERROR: D_XLATE_SOU: translator output type must be a struct or union
translator int < long v > { };
           ~~~
