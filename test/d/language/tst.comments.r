ac

