types/err.D_TYPE_MEMBER.misspelt.d:8:13-21: ERROR: D_TYPE_MEMBER: lattitude is not a member of struct point
        trace(here.lattitude);
                   ~~~~~~~~~
HINT: did you mean latitude?
HINT: members of struct point: latitude, longitude
