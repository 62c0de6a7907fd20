//! The arguments of fields in generated code and in selections.

use crate::{
    call::{Arguments, ArgumentsOf},
    request::{
        Request,
        arguments::{self, GivenArguments, LATER, REFUSED},
    },
};

/// Writes the mark for arguments that the call passes.
pub fn later<Of: 'static>(out: &mut String) {
    out.push(LATER);
    out.push_str(std::any::type_name::<Of>());
    out.push(LATER);
}

/// Writes arguments after the name of their field.
pub fn argue<Of, A: ArgumentsOf<Of>>(field: &str, given: &A, out: &mut String) {
    let text = match given.field() {
        of if of == field => arguments::text(field, given.arguments()),
        // Connections with the same facts have one type.
        of => Err(format!("`{field}` has the arguments of `{of}`: pass those of `{field}`")),
    };
    match text {
        Ok(text) => out.push_str(&text),
        Err(reason) => {
            out.push(REFUSED);
            out.push_str(&reason.replace([LATER, REFUSED], ""));
            out.push(REFUSED);
        }
    }
}

/// Stores arguments in a request, for the selections of the call.
pub fn give<A: Arguments>(request: &mut Request, given: &A) {
    let field = given.field().to_owned();
    let text = arguments::text(&field, given.arguments());
    let keys = A::keys();
    request.given.retain(|other| other.keys != keys || other.field != field);
    request.given.push(GivenArguments { keys, field, text });
}

/// Defines `WithArgs` in the root module of an API that has fields with arguments, or lists with required parameters.
#[doc(hidden)]
#[macro_export]
macro_rules! __graph_args_types {
    () => {
        /// A node or list that comes with the arguments of fields. Created by [`At::with_args`].
        #[must_use = "nothing is read until this is passed to a client"]
        pub struct WithArgs<H, G> {
            of: H,
            marker: ::core::marker::PhantomData<fn() -> G>,
        }

        impl<N: __rt::Node, T> At<N, T> {
            /// Passes the arguments of a field that the selection marks with `#[graph(args)]`, at any depth.
            pub fn with_args<A: __rt::Arguments>(
                self,
                args: A,
            ) -> WithArgs<Self, (<A as __rt::Arguments>::Of,)> {
                __with_args(self, &args)
            }
        }

        impl<E: __rt::ListOperation, T> List<E, T> {
            /// Passes the arguments of a field that the selection marks with `#[graph(args)]`, at any depth. Set the
            /// parameters of the list before it, and select the fields after it.
            pub fn with_args<A: __rt::Arguments>(
                self,
                args: A,
            ) -> WithArgs<Self, (<A as __rt::Arguments>::Of,)> {
                __with_args(self, &args)
            }
        }

        impl<H: __rt::HasRequest, G> WithArgs<H, G> {
            /// Passes the arguments of one more field. Whether the selection needs others is checked before the call is
            /// sent.
            pub fn with_args<A: __rt::Arguments>(self, args: A) -> WithArgs<H, __rt::SeveralArguments> {
                __with_args(self.of, &args)
            }
        }

        fn __with_args<H: __rt::HasRequest, G, A: __rt::Arguments>(mut of: H, args: &A) -> WithArgs<H, G> {
            __rt::give(of.request_mut(), args);
            WithArgs { of, marker: ::core::marker::PhantomData }
        }

        impl<N, T, G> WithArgs<At<N, T>, G>
        where
            N: __rt::Node,
        {
            /// The call that reads a selection of the node, for a batch.
            pub fn get<F: __rt::Fields>(self) -> WithArgs<Get<F, N, T>, G> {
                WithArgs { of: self.of.get(), marker: ::core::marker::PhantomData }
            }
        }

        impl<E, T, I, G> WithArgs<List<E, T, I>, G>
        where
            E: __rt::ListOperation,
        {
            /// Decodes the items as `F`, and requests only its fields.
            pub fn select<F>(self) -> WithArgs<List<E, T, F>, G>
            where
                F: __rt::ItemOf<<E as __rt::ListOperation>::Wire>,
            {
                WithArgs { of: self.of.select(), marker: ::core::marker::PhantomData }
            }
        }

        impl<N, T, G, F, K, S, A> __rt::SelectsOf<F, K, S, A> for WithArgs<At<N, T>, G>
        where
            A: __rt::SelectedWith<F, N, T, K, S, G>,
        {
            fn into_selection(self) -> __rt::Request {
                let mut request = self.of.request;
                A::select(&mut request);
                request
            }
        }

        impl<F, N, T, G, K, S> __rt::Sendable<K, S> for WithArgs<Get<F, N, T>, G>
        where
            F: __rt::Fields + __rt::SelectionOf<N> + __rt::Allowed<T, __rt::Holding<K, G>, S>,
            T: __rt::ReachedWith<K>,
        {
            type Output = __rt::Answer<F>;

            fn into_call(self) -> (__rt::Request, __rt::Decoder<Self::Output>) {
                (self.of.node.request, __rt::answer::node::<F>)
            }
        }

        impl<F: __rt::Fields, N, T, G> __rt::Promises for WithArgs<Get<F, N, T>, G> {
            type Output = F;
        }

        impl<E, T, I, G, K, S> __rt::Listing<K, S> for WithArgs<List<E, T, I>, G>
        where
            E: __rt::ListOperation,
            <E::Access as __rt::Requires>::Token: __rt::AcceptsToken<T, K>,
            <E::Access as __rt::Requires>::Permission: __rt::GrantedFor<T, S>,
            E::Edge: __rt::Reaches<T>,
            T: __rt::ReachedWith<K>,
            I: __rt::Selectable<
                    <<E as __rt::ListOperation>::Edge as __rt::Reaches<T>>::Target,
                    __rt::Holding<K, G>,
                    S,
                > + ::core::marker::Send
                + 'static,
        {
            type Item = I;

            fn into_list(self) -> (__rt::Request, __rt::Decoder<__rt::Page<I>>) {
                (self.of.request, self.of.decode)
            }
        }

        impl<H: ::core::clone::Clone, G> ::core::clone::Clone for WithArgs<H, G> {
            fn clone(&self) -> Self {
                WithArgs { of: self.of.clone(), marker: ::core::marker::PhantomData }
            }
        }

        impl<H: ::core::cmp::PartialEq, G> ::core::cmp::PartialEq for WithArgs<H, G> {
            fn eq(&self, other: &Self) -> __rt::bool {
                self.of == other.of
            }
        }

        impl<H: ::core::fmt::Debug, G> ::core::fmt::Debug for WithArgs<H, G> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.of, f)
            }
        }

        impl<H, G> __rt::Sealed for WithArgs<H, G> {}

        impl<H: __rt::Describe, G> __rt::Describe for WithArgs<H, G> {
            fn request(&self) -> &__rt::Request {
                self.of.request()
            }
        }

        impl<F: 'static, N: 'static, T: 'static, G: 'static, K, S> __rt::BatchPart<K, S>
            for WithArgs<Get<F, N, T>, G>
        where
            Self: __rt::Sendable<K, S>,
        {
            type Output = __rt::Result<<Self as __rt::Sendable<K, S>>::Output>;

            fn add(self, calls: &mut __rt::Calls) -> __rt::Reading<<Self as __rt::BatchPart<K, S>>::Output> {
                __rt::batch_one::<K, S, Self>(self, calls)
            }
        }
    };
}
