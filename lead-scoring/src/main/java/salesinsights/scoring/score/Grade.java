package salesinsights.scoring.score;

/** How well a lead fits what we sell to, from its fit points alone; where each begins is part of the model. */
public enum Grade {
    A,
    B,
    C,
    D
}
