names/err.D_KEY_TYPE.void.d:4:4-11: ERROR: D_KEY_TYPE: void expression may not be used as @ index: key #1
        @[trace(1)] = count();
          ~~~~~~~~
