syntax/err.D_SYNTAX.dot.d:4:6: ERROR: D_SYNTAX: syntax error near "."
        self.x = 1;
            ~
HINT: variables of self have an arrow: self->x

syntax/err.D_SYNTAX.dot.d:5:6: ERROR: D_SYNTAX: syntax error near "."
        this.y = 2;
            ~
HINT: variables of this have an arrow: this->x
