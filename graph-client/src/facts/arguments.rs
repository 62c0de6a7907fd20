//! Fields with arguments: those that they take, and those that a call passes.

use super::{Edge, Facts, Field, IsAsked, Marker, Named, WireName};

/// A field that takes the arguments `Args`, all of them optional.
pub struct Takes<Field, Args>(Marker<(Field, Args)>);

/// A field or connection that cannot be requested without arguments. `Refused` has its facts without them, and `Field`
/// those with them.
pub struct Needs<Refused, Field, Args>(Marker<(Refused, Field, Args)>);

/// The arguments of a connection in a selection: the parameters of the list `List`.
pub struct OfList<List>(Marker<List>);

/// Like [`OfList`], for a connection without required parameters.
pub struct OfEdge<Edge>(Marker<Edge>);

/// A field or connection that takes arguments.
#[diagnostic::on_unimplemented(
    message = "this field takes no arguments",
    label = "the schema describes no parameters of this field",
    note = "remove `args`; to send arguments that the schema does not describe, write `#[graph(raw = \"..\")]`"
)]
pub trait TakesArgs {
    /// Its arguments.
    type Of;
}

impl<F, A> TakesArgs for Takes<F, A> {
    type Of = A;
}
impl<R, F, A> TakesArgs for Needs<R, F, A> {
    type Of = A;
}
impl<N, M, G, K> TakesArgs for Edge<N, M, G, K> {
    type Of = OfEdge<Self>;
}
impl<F: TakesArgs, N> TakesArgs for Named<F, N> {
    type Of = F::Of;
}

/// A field or connection with its arguments.
pub struct Argued<Field>(Marker<Field>);

macro_rules! facts {
    ($([$($generic:ident),*] $ty:ty: $of:ident;)*) => {$(
        impl<$($generic),*> Facts for $ty
        where
            $of: Facts,
        {
            type Wire = $of::Wire;
            type Presence = $of::Presence;
            type Permission = $of::Permission;
            type Token = $of::Token;
        }
    )*};
}
facts! {
    [F, A] Takes<F, A>: F;
    [R, F, A] Needs<R, F, A>: R;
    [F, A] Argued<Takes<F, A>>: F;
    [R, F, A] Argued<Needs<R, F, A>>: F;
}
impl<N, M, G, K> Facts for Argued<Edge<N, M, G, K>> {
    type Wire = <Edge<N, M, G, K> as Facts>::Wire;
    type Presence = <Edge<N, M, G, K> as Facts>::Presence;
    type Permission = G;
    type Token = K;
}
// A field that takes no arguments is reported only once.
impl<W, P, G, K, M> Facts for Argued<Field<W, P, G, K, M>> {
    type Wire = W;
    type Presence = P;
    type Permission = G;
    type Token = K;
}
impl<F, N> Facts for Argued<Named<F, N>>
where
    Argued<F>: Facts,
{
    type Wire = <Argued<F> as Facts>::Wire;
    type Presence = <Argued<F> as Facts>::Presence;
    type Permission = <Argued<F> as Facts>::Permission;
    type Token = <Argued<F> as Facts>::Token;
}
impl<F, N: WireName> WireName for Argued<Named<F, N>> {
    const NAME: &'static str = N::NAME;
}
impl<F: IsAsked> IsAsked for Argued<F> {}
impl<F, A> IsAsked for Takes<F, A> {}
impl<R, F, A> IsAsked for Needs<R, F, A> {}

/// A token of kind `K`, and the arguments `Args` that come with a call: `(Args,)` or [`SeveralArguments`].
pub struct Holding<K, Args>(Marker<(K, Args)>);

/// Several arguments. Whether they include all that a selection needs is checked before it is sent.
pub struct SeveralArguments;

/// A call that comes with the arguments `Args`.
#[diagnostic::on_unimplemented(
    message = "a field of this selection needs arguments, but the call does not pass them",
    label = "this field is marked `#[graph(args)]`",
    note = "pass them to the node or list with `.with_args(..)`; for constant arguments, write `#[graph(args = ..)]` on the field"
)]
pub trait Gives<Args> {}

#[diagnostic::do_not_recommend]
impl<K, A> Gives<A> for Holding<K, (A,)> {}
#[diagnostic::do_not_recommend]
impl<K, A> Gives<A> for Holding<K, SeveralArguments> {}
