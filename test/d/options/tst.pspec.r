began

