//! Feature `rust_decimal`.

use rust_decimal::Decimal;

use crate::value::{Money, ParseValueError};

impl TryFrom<&Money> for Decimal {
    type Error = ParseValueError;

    /// An error if the amount has more digits than a [`Decimal`] can hold.
    fn try_from(money: &Money) -> Result<Self, ParseValueError> {
        Self::from_str_exact(money.as_str())
            .map_err(|_| ParseValueError::new("an amount of at most 28 digits", money.as_str()))
    }
}

impl TryFrom<Money> for Decimal {
    type Error = ParseValueError;

    /// As for `&Money`.
    fn try_from(money: Money) -> Result<Self, ParseValueError> {
        Self::try_from(&money)
    }
}

impl From<Decimal> for Money {
    fn from(amount: Decimal) -> Self {
        Self::written(amount.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_survive_both_ways() {
        for text in ["3.98", "-0.10", "0", "79228162514264337593543950335"] {
            let money: Money = text.parse().unwrap();
            let decimal = Decimal::try_from(&money).unwrap();
            assert_eq!(Money::from(decimal), money);
        }
        assert!(Decimal::try_from(&"79228162514264337593543950336".parse::<Money>().unwrap()).is_err());
        // Text that is written is text that is read.
        let money = Money::from(Decimal::new(398, 2));
        assert_eq!(money.as_str().parse(), Ok(money));
    }
}
